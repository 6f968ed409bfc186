-- Requests that clients may repeat: what was requested and the answer, both NULL while the request is running.
CREATE TABLE reelstore_idempotency_keys (
    profile_id      text COLLATE "C" NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    request_hash    text COLLATE "C",
    answer          text COLLATE "C",
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (profile_id, idempotency_key)
);

CREATE INDEX idx_idempotency_keys_created_at ON reelstore_idempotency_keys (profile_id, created_at);
