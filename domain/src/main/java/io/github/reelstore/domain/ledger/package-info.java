/**
 * The ledger of paid requests: jobs with their states, results, failures and money. Ask for results with {@code
 * jobs.JobService}; {@code worker.JobWorker} gets them.
 */
@NullMarked
package io.github.reelstore.domain.ledger;

import org.jspecify.annotations.NullMarked;
