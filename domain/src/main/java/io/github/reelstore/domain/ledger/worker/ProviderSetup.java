package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.provider.ProviderClient;
import java.util.Optional;

/**
 * A provider that a worker serves.
 *
 * @param name the name by which requests ask for it
 * @param client speaks to it; closed with the worker
 * @param credential the name of the credential that the client uses, not the secret itself: jobs in flight are counted for each
 *     credential, and a refusal for now (HTTP status 429) slows all providers of the worker with the same one
 * @param inFlight the maximum number of jobs of the profile that are being generated at the same time with this credential, in
 *     all processes; at least 1
 * @param perMinute the maximum number of requests a minute that this worker sends with this credential; at least 1
 * @param callsPerMinute the maximum number of calls of all kinds (requests, polls, downloads, lookups) a minute that this worker makes with
 *     this credential, at least 1; empty for no limit
 */
public record ProviderSetup(
        String name,
        ProviderClient client,
        String credential,
        int inFlight,
        int perMinute,
        Optional<Integer> callsPerMinute) {

    /** A provider that limits requests, but no other calls. */
    public ProviderSetup(String name, ProviderClient client, String credential, int inFlight, int perMinute) {
        this(name, client, credential, inFlight, perMinute, Optional.empty());
    }

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a name is blank or a number is less than 1
     */
    public ProviderSetup {
        Validate.notBlank("provider", name);
        Validate.notBlank("credential", credential);
        if (inFlight < 1 || perMinute < 1 || callsPerMinute.orElse(1) < 1) {
            throw new StorageException.InvalidInput(
                    name,
                    "The limits of provider " + name + " must be at least 1; to disable it, remove the provider.");
        }
    }

    /** Whether a job was sent with another credential: its operation may be unknown to the account of this one. */
    boolean isForeign(ProviderJob job) {
        return job.credential().filter(sent -> !sent.equals(credential)).isPresent();
    }
}
