-- Which store the database is of, and since when a storage bears the same id.
CREATE TABLE reelstore_identity (
    id       integer NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id text COLLATE "C" NOT NULL,
    bound_at timestamptz
);

-- Problems of rows that somebody has seen and accepted.
CREATE TABLE reelstore_marks (
    profile_id text COLLATE "C" NOT NULL,
    row_kind   text COLLATE "C" NOT NULL,
    row_id     text COLLATE "C" NOT NULL,
    problem    text COLLATE "C" NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    marked_at  timestamptz NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
