package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Clients of one store that work at the same time, and what must hold for the store afterwards. */
final class ConcurrentClients implements AutoCloseable {

    /** Later than every file in the backends, whose times come from the real clock. */
    private static final Instant LATE = Instant.parse("2101-01-01T00:00:00Z");

    static final String IN_TRANSACTION = "after begin";
    static final String BEFORE_TRANSACTION = "before transaction";
    static final String COMMIT = "before commit";

    private final StoreUnderTest store;
    private final List<ConcurrentClient> clients = new ArrayList<>();

    /** Creates clients of the store, once it is open. */
    ConcurrentClients(StoreUnderTest store) {
        this.store = store;
    }

    /** Returns a client of alice that stops at the step; it never stops if the name is empty. */
    ConcurrentClient alice(String stop) {
        return client(SampleRows.ALICE, stop);
    }

    /** Like {@link #alice}. */
    ConcurrentClient bob(String stop) {
        return client(SampleRows.BOB, stop);
    }

    private ConcurrentClient client(ProfileId profile, String stop) {
        ConcurrentClient client =
                new ConcurrentClient(store.transactions(), store.blobs(), store.newIds(), profile, stop);
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(ConcurrentClient::close);
    }

    static CollectionResult collectAll(ConcurrentClient client) {
        return collectAll(client.collection());
    }

    static CollectionResult collectAll(CollectionService collection) {
        CollectionResult collectionResult =
                collection.collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, at -> {});
        assertThat(collectionResult.failed()).isEmpty();
        return collectionResult;
    }

    CollectionResult collectAll(ProfileId profile) {
        return collectAll(new CollectionService(store.transactions(), store.blobs(), profile));
    }

    /** Sets the clock so that everything written so far is old enough to be collected. */
    void makeEverythingOld() {
        Instant next = store.clock.instant().plusSeconds(1);
        store.clock.set(next.isBefore(LATE) ? LATE : next);
    }

    /** Asserts that every row has its file, and that a collection leaves only the files that rows refer to. */
    void assertNoFileIsLostOrLeftOver() {
        List<BlobKey> referred = Stream.of(SampleRows.ALICE, SampleRows.BOB)
                .flatMap(this::keys)
                .distinct()
                .sorted()
                .toList();
        assertThat(store.files()).containsAll(referred);
        for (ProfileId profile : List.of(SampleRows.ALICE, SampleRows.BOB)) {
            List<Problem> problems = new ArrayList<>();
            new VerificationService(store.transactions(), store.blobs(), profile)
                    .verify(VerificationRequest.ALL.with(Depth.CONTENT), problems::add);
            assertThat(problems).extracting(Problem::kind).allMatch(kind -> kind == Kind.ORPHAN);
        }
        makeEverythingOld();
        collectAll(SampleRows.ALICE);
        collectAll(SampleRows.BOB);
        assertThat(store.files()).isEqualTo(referred);
        assertThat(store.rows(SampleRows.ALICE).tombstones()).isEmpty();
        assertThat(store.rows(SampleRows.BOB).tombstones()).isEmpty();
    }

    /** Returns the keys that rows of the profile refer to. */
    Stream<BlobKey> keys(ProfileId profile) {
        return store.rows(profile).keys();
    }
}
