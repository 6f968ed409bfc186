-- The ledger of paid requests. A job outlives its project, so that the project is not a foreign key. Amounts of money are in
-- 10^-9 units of their currency.
CREATE TABLE provider_jobs (
    id                 text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id         text COLLATE "C" NOT NULL,
    project_id         text COLLATE "C" NOT NULL,
    scene_id           text COLLATE "C",
    kind               text COLLATE "C" NOT NULL,
    provider           text COLLATE "C" NOT NULL,
    model              text COLLATE "C",
    language           text COLLATE "C",
    request            text NOT NULL,
    fingerprint        text COLLATE "C" NOT NULL,
    take               integer NOT NULL,
    state              text COLLATE "C" NOT NULL,
    fence              bigint NOT NULL,
    worker             text COLLATE "C" NOT NULL,
    attempts           integer NOT NULL,
    operation_name     text COLLATE "C",
    operation_endpoint text COLLATE "C",
    credential         text COLLATE "C",
    due_at             timestamptz NOT NULL,
    remote_expires_at  timestamptz,
    failures           integer NOT NULL,
    failure            text COLLATE "C",
    error_message      text,
    currency           text COLLATE "C",
    reserved_nanos     bigint,
    reserved_at        timestamptz,
    settled_nanos      bigint,
    usage_nanos        bigint,
    usage_unit         text COLLATE "C",
    reuses             bigint NOT NULL,
    submitted_at       timestamptz,
    completed_at       timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);

-- The files that a job has generated.
CREATE TABLE provider_job_results (
    profile_id   text COLLATE "C" NOT NULL,
    job_id       text COLLATE "C" NOT NULL REFERENCES provider_jobs (id),
    position     integer NOT NULL,
    state        text COLLATE "C" NOT NULL,
    remote_name  text COLLATE "C",
    remote_size  bigint,
    remote_hash  text COLLATE "C",
    encoding     text COLLATE "C",
    row_id       text COLLATE "C",
    file_path    text COLLATE "C",
    content_hash text COLLATE "C",
    PRIMARY KEY (job_id, position)
);

-- The failed steps of a job.
CREATE TABLE provider_job_attempts (
    profile_id text COLLATE "C" NOT NULL,
    job_id     text COLLATE "C" NOT NULL REFERENCES provider_jobs (id),
    number     integer NOT NULL,
    state      text COLLATE "C" NOT NULL,
    failure    text COLLATE "C" NOT NULL,
    message    text NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    times      bigint NOT NULL,
    PRIMARY KEY (job_id, number)
);

-- The workers that have not signed off. Others compare their counters, not the time, since clocks differ.
CREATE TABLE provider_workers (
    profile_id text COLLATE "C" NOT NULL,
    worker     text COLLATE "C" NOT NULL,
    beats      bigint NOT NULL,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (profile_id, worker)
);

-- Limits on what jobs may cost.
CREATE TABLE budgets (
    profile_id  text COLLATE "C" NOT NULL,
    scope       text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    period      text COLLATE "C" NOT NULL,
    currency    text COLLATE "C" NOT NULL,
    limit_nanos bigint NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (profile_id, scope, subject, period)
);

-- What is reserved and charged in a period: period_start is a day, a month, or empty for all time.
CREATE TABLE budget_spending (
    profile_id   text COLLATE "C" NOT NULL,
    scope        text COLLATE "C" NOT NULL,
    subject      text COLLATE "C" NOT NULL,
    period       text COLLATE "C" NOT NULL,
    period_start text COLLATE "C" NOT NULL,
    spent_nanos  bigint NOT NULL,
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
