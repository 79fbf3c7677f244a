SELECT recall_secret, synthflow_secret, exotel_token, synthflow_token FROM tenants WHERE name = $1
