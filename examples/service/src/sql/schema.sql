-- For SQLite and Postgres. Created when the service starts. Once it has to change, use the migrations of
-- sqlx, which also let several processes start at once.

CREATE TABLE IF NOT EXISTS tenants (
    name TEXT PRIMARY KEY,
    -- While you rotate a secret or a token: the new and the old, separated by a space.
    recall_secret TEXT NOT NULL,
    synthflow_secret TEXT NOT NULL,
    -- In the URLs that they post to.
    exotel_token TEXT NOT NULL,
    synthflow_token TEXT NOT NULL,
    greeting TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS phone_numbers (
    tenant TEXT NOT NULL,
    number TEXT NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (tenant, number)
);

-- `state` is a `recall::Timeline`. It is written only over the version that it was made of.
CREATE TABLE IF NOT EXISTS meetings (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL, -- of the bot; of the recording where there is no bot
    version BIGINT NOT NULL,
    status TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- `state` is an `exotel::Conversation`.
CREATE TABLE IF NOT EXISTS conversations (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL, -- of the session
    version BIGINT NOT NULL,
    status TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Jobs: what can be downloaded. Each is made once: mark it when it is done, and do not delete it, or a
-- later event of the meeting makes it again.
CREATE TABLE IF NOT EXISTS downloads (
    tenant TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant, kind, id)
);

-- What failed by our own fault.
CREATE TABLE IF NOT EXISTS alerts (
    tenant TEXT NOT NULL,
    meeting TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (tenant, meeting, reason)
);

-- What became of the post-calls; `version` counts the deliveries of one call.
CREATE TABLE IF NOT EXISTS calls (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Deliveries for the workers. A row that is done stays for as long as vendors redeliver.
CREATE TABLE IF NOT EXISTS inbox (
    key TEXT PRIMARY KEY,
    delivery TEXT NOT NULL, -- an `OwnedDelivery`; empty when done
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL, -- milliseconds; while a worker has it, the end of its lease
    done_at BIGINT
);

CREATE INDEX IF NOT EXISTS inbox_due ON inbox (due_at) WHERE done_at IS NULL AND attempts < 20;
CREATE INDEX IF NOT EXISTS inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;
