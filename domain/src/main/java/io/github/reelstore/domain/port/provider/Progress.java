package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far an operation is. */
public sealed interface Progress {

    /**
     * It is not finished.
     *
     * @param askAgain how long to wait before the next poll, if the provider says it
     */
    record Running(Optional<Duration> askAgain) implements Progress {}

    /**
     * It is finished.
     *
     * @param files the results; if there are none, nothing was generated, which is not an error
     * @param usage what the provider has counted, if it says it
     * @param charged what the provider charges, if it says it
     * @param expiresAt when the provider deletes the results, UTC, if it says it
     */
    record Done(List<RemoteFile> files, Optional<Usage> usage, Optional<Money> charged, Optional<Instant> expiresAt)
            implements Progress {

        public Done {
            files = List.copyOf(files);
        }
    }

    /**
     * It is finished without a result, such as by a safety filter. It is not charged.
     *
     * @param reasons the provider's reasons, for people
     */
    record Filtered(List<String> reasons) implements Progress {

        public Filtered {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It has failed.
     *
     * @param message the provider's message
     * @param charged what the provider charges all the same; empty for nothing
     */
    record Failed(String message, Optional<Money> charged) implements Progress {}
}
