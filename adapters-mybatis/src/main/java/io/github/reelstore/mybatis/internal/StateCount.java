package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.JobState;

/** How many jobs are in a state. */
record StateCount(JobState state, long jobs) {}
