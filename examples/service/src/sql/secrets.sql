SELECT recall_secret, synthflow_secret, token FROM tenants WHERE name = $1
