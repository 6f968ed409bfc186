package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.ProviderJob;

/** Follows what a worker does. Called on its threads; it must return soon. */
public interface WorkerListener {

    /** Ignores everything. */
    WorkerListener NONE = new WorkerListener() {};

    /** A job is in another state, or a step of it has failed: its failure is in {@link ProviderJob#errorMessage}. */
    default void changed(ProviderJob job) {}

    /** A person has to look at something; the log has it too. */
    default void warning(ProviderJob job, String message) {}
}
