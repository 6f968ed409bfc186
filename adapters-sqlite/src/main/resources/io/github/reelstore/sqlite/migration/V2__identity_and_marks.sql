-- Which store the database is of, and since when a storage bears the same id.
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
);

-- Problems of rows that somebody has seen and accepted.
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
