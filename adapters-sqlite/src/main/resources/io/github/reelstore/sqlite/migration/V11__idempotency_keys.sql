-- Requests that clients may repeat: what was requested and the answer, both NULL while the request is running.
CREATE TABLE reelstore_idempotency_keys (
    profile_id      TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash    TEXT,
    answer          TEXT,
    created_at      TEXT NOT NULL,
    PRIMARY KEY (profile_id, idempotency_key)
);

CREATE INDEX idx_idempotency_keys_created_at ON reelstore_idempotency_keys (profile_id, created_at);
