-- The ledger of paid requests. A job outlives its project, so that the project is not a foreign key. Amounts of money are in
-- 10^-9 units of their currency.
CREATE TABLE provider_jobs (
    id                 TEXT NOT NULL PRIMARY KEY,
    profile_id         TEXT NOT NULL,
    project_id         TEXT NOT NULL,
    scene_id           TEXT,
    kind               TEXT NOT NULL,
    provider           TEXT NOT NULL,
    model              TEXT,
    language           TEXT,
    request            TEXT NOT NULL,
    fingerprint        TEXT NOT NULL,
    take               INTEGER NOT NULL,
    state              TEXT NOT NULL,
    fence              INTEGER NOT NULL,
    worker             TEXT NOT NULL,
    attempts           INTEGER NOT NULL,
    operation_name     TEXT,
    operation_endpoint TEXT,
    credential         TEXT,
    due_at             TEXT NOT NULL,
    remote_expires_at  TEXT,
    failures           INTEGER NOT NULL,
    failure            TEXT,
    error_message      TEXT,
    currency           TEXT,
    reserved_nanos     INTEGER,
    reserved_at        TEXT,
    settled_nanos      INTEGER,
    usage_nanos        INTEGER,
    usage_unit         TEXT,
    reuses             INTEGER NOT NULL,
    submitted_at       TEXT,
    completed_at       TEXT,
    created_at         TEXT NOT NULL,
    updated_at         TEXT NOT NULL
);

-- The files that a job has generated.
CREATE TABLE provider_job_results (
    profile_id   TEXT NOT NULL,
    job_id       TEXT NOT NULL REFERENCES provider_jobs (id),
    position     INTEGER NOT NULL,
    state        TEXT NOT NULL,
    remote_name  TEXT,
    remote_size  INTEGER,
    remote_hash  TEXT,
    encoding     TEXT,
    row_id       TEXT,
    file_path    TEXT,
    content_hash TEXT,
    PRIMARY KEY (job_id, position)
);

-- The failed steps of a job.
CREATE TABLE provider_job_attempts (
    profile_id TEXT NOT NULL,
    job_id     TEXT NOT NULL REFERENCES provider_jobs (id),
    number     INTEGER NOT NULL,
    state      TEXT NOT NULL,
    failure    TEXT NOT NULL,
    message    TEXT NOT NULL,
    first_at   TEXT NOT NULL,
    last_at    TEXT NOT NULL,
    times      INTEGER NOT NULL,
    PRIMARY KEY (job_id, number)
);

-- The workers that have not signed off. Others compare their counters, not the time, since clocks differ.
CREATE TABLE provider_workers (
    profile_id TEXT NOT NULL,
    worker     TEXT NOT NULL,
    beats      INTEGER NOT NULL,
    seen_at    TEXT NOT NULL,
    PRIMARY KEY (profile_id, worker)
);

-- Limits on what jobs may cost.
CREATE TABLE budgets (
    profile_id  TEXT NOT NULL,
    scope       TEXT NOT NULL,
    subject     TEXT NOT NULL,
    period      TEXT NOT NULL,
    currency    TEXT NOT NULL,
    limit_nanos INTEGER NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, scope, subject, period)
);

-- What is reserved and charged in a period: period_start is a day, a month, or empty for all time.
CREATE TABLE budget_spending (
    profile_id   TEXT NOT NULL,
    scope        TEXT NOT NULL,
    subject      TEXT NOT NULL,
    period       TEXT NOT NULL,
    period_start TEXT NOT NULL,
    spent_nanos  INTEGER NOT NULL,
    PRIMARY KEY (profile_id, scope, subject, period, period_start)
);

-- One active job for a request and take: whatever asks for the same joins it.
CREATE UNIQUE INDEX idx_provider_jobs_active ON provider_jobs (profile_id, fingerprint, take)
    WHERE state IN ('planned', 'submitting', 'submitted', 'downloading', 'outcome_unknown');

-- The jobs that a request can be answered with.
CREATE INDEX idx_provider_jobs_fingerprint ON provider_jobs (fingerprint, take, created_at, id)
    WHERE state NOT IN ('filtered', 'failed', 'cancelled');

-- Lists of a profile, a project and a state. State and profile are one expression, so that the index of the profile's rows in
-- their order cannot be taken for this one. All jobs of a batch have one time, so that their ids are needed for their order.
CREATE INDEX idx_provider_jobs_created_at ON provider_jobs (profile_id, created_at, id);
CREATE INDEX idx_provider_jobs_project ON provider_jobs (project_id, created_at, id);
CREATE INDEX idx_provider_jobs_state ON provider_jobs ((state || ' ' || profile_id), created_at, id);

-- Claims: planned jobs in the order of their due times; sent ones of a worker (one expression, as above); and those that a
-- credential has in flight.
CREATE INDEX idx_provider_jobs_planned ON provider_jobs (profile_id, provider, due_at, id) WHERE state = 'planned';
CREATE INDEX idx_provider_jobs_sent ON provider_jobs ((worker || ' ' || profile_id))
    WHERE state IN ('submitting', 'submitted', 'downloading', 'outcome_unknown');
CREATE INDEX idx_provider_jobs_in_flight ON provider_jobs (profile_id, credential) WHERE state IN ('submitting', 'submitted');
