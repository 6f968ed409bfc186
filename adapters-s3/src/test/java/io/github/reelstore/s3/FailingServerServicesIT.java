package io.github.reelstore.s3;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.s3.FaultyHttpProxy.CutAfterHead;
import io.github.reelstore.s3.FaultyHttpProxy.Faults;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.Points;
import io.github.reelstore.testtools.StoreInvariants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Each request to S3 fails in turn, once and for the rest of the call, while pairs are stored, deleted, restored and
 * collected; the store stays consistent.
 */
class FailingServerServicesIT {

    private static final ProfileId PROFILE = new ProfileId("p");

    /** Large enough that videos are uploaded in parts, and a transfer can be cut midway. */
    private static final int VIDEO_BYTES = 300_000;

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** The fault of a request. */
    private enum Fault {
        SERVER_ERROR("500 InternalError"),
        SLOW_DOWN("503 SlowDown"),
        UNSENT("connection cut before the request"),
        CUT_UPLOAD("connection cut in the request"),
        RESPONSE_LOST("response lost after taking effect"),
        CUT_DOWNLOAD("connection cut in the response"),
        HALF_DONE("half of DeleteObjects done");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        boolean appliesTo(String request) {
            return switch (this) {
                case SERVER_ERROR, SLOW_DOWN, UNSENT, RESPONSE_LOST -> true;
                case CUT_UPLOAD ->
                    request.startsWith("PUT") || (request.startsWith("POST") && !request.contains("?uploads"));
                case CUT_DOWNLOAD -> request.startsWith("GET");
                case HALF_DONE -> request.startsWith("POST") && request.contains("?delete");
            };
        }
    }

    @TempDir
    Path folder;

    @Test
    void aRequestThatFailsOnceIsRetried() throws Exception {
        requestsThatFailOnceAreRetried(Points.FEW);
    }

    @Test
    @Tag("fault")
    void eachRequestThatFailsOnceIsRetried() throws Exception {
        requestsThatFailOnceAreRetried(Points.ALL);
    }

    private void requestsThatFailOnceAreRetried(Points points) throws Exception {
        forEachFault("S3, once", (lane, count) -> {
            List<String> requests = lane.runWithoutFault();
            for (int ordinal : points.of(chosen(requests, lane.fault))) {
                String request = requests.get(ordinal - 1);
                lane.runWithFault(count, ordinal, ordinal);
                if (lane.fault == Fault.CUT_DOWNLOAD && isOfAFile(request)) {
                    // the caller has already received some bytes, so the store cannot retry
                    assertThat(lane.failures).as(request).hasSizeLessThanOrEqualTo(1);
                    assertRetryable(lane.failures, request);
                } else {
                    assertThat(lane.failures).as("%s: %s", lane.fault, request).isEmpty();
                }
                lane.assertWhole();
            }
        });
    }

    @Test
    @Tag("fault")
    void eachRequestThatKeepsFailingFailsTheCallAndLeavesAConsistentStore() throws Exception {
        forEachFault("S3, for the rest of the call", (lane, count) -> {
            List<String> requests = lane.runWithoutFault();
            for (int ordinal : chosen(requests, lane.fault)) {
                String request = requests.get(ordinal - 1);
                lane.runWithFault(count, ordinal, Integer.MAX_VALUE);
                // a failed sweep of leftovers is ignored; the next one repeats it
                assertThat(lane.failures).as("%s: %s", lane.fault, request).hasSize(isSweep(request) ? 0 : 1);
                assertRetryable(lane.failures, request);
                lane.assertWhole();
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run(Lane lane, FaultCount count);
    }

    /** In parallel, since a lane with a fault mostly waits. */
    private void forEachFault(String where, Work work) throws Exception {
        FaultCount count = new FaultCount(where);
        ExecutorService threads = Executors.newFixedThreadPool(Fault.values().length);
        try {
            List<Future<Boolean>> lanes = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                Path staging = Files.createDirectory(folder.resolve(fault.name()));
                lanes.add(threads.submit(() -> {
                    try (Lane lane = new Lane(fault, staging)) {
                        work.run(lane, count);
                    }
                    return true;
                }));
            }
            for (Future<Boolean> lane : lanes) {
                assertThat(lane.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        count.assertAllInjected();
    }

    private static void assertRetryable(List<StorageException> failures, String request) {
        assertThat(failures).as(request).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(StorageException.Unavailable.class);
            assertThat(failure.isRetryable()).isTrue();
        });
    }

    /** The ordinals of the requests to fail: one of each kind, or all of them in a long run. */
    private static List<Integer> chosen(List<String> requests, Fault fault) {
        List<Integer> chosen = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (int ordinal = 1; ordinal <= requests.size(); ordinal++) {
            String request = requests.get(ordinal - 1);
            boolean isNew = kinds.add(kindOf(request));
            if (fault.appliesTo(request) && (FaultCount.LONG || (isNew && isItsTurn(fault, kinds.size())))) {
                chosen.add(ordinal);
            }
        }
        assertThat(chosen).as("requests that %s applies to", fault).isNotEmpty();
        return chosen;
    }

    /** The store treats an error response and an unreachable server alike, so these faults take turns. */
    private static boolean isItsTurn(Fault fault, int kind) {
        List<Fault> alike = List.of(Fault.SERVER_ERROR, Fault.SLOW_DOWN, Fault.UNSENT);
        return !alike.contains(fault) || alike.get(kind % alike.size()) == fault;
    }

    /** The method, the kind of file and the names of the parameters. */
    private static String kindOf(String request) {
        return request.replaceAll("/bucket-[^ ?]*?(\\.?[a-z0-9]*(?:[? ]))", "$1")
                .replaceAll("=[^& ]*", "");
    }

    private static boolean isOfAFile(String request) {
        return request.contains("/projects/");
    }

    private static boolean isSweep(String request) {
        return request.startsWith("GET") && request.contains("uploads");
    }

    private static final Faults NOT_SENT = new Faults() {
        @Override
        public boolean isForwarded() {
            return false;
        }
    };

    private static Faults cutAfterSending(long bytes) {
        return new Faults() {
            @Override
            public long requestBytes() {
                return bytes;
            }
        };
    }

    private static final class HalfDone implements Faults {

        private final S3BlobStore direct;

        HalfDone(S3BlobStore direct) {
            this.direct = direct;
        }

        @Override
        public boolean isForwarded() {
            return false;
        }

        @Override
        public String responseTo(String asked) {
            List<String> keys =
                    KEY.matcher(asked).results().map(found -> found.group(1)).toList();
            int done = keys.size() / 2;
            keys.subList(0, done).forEach(key -> direct.delete(Fixture.key(key)));
            String errors = keys.subList(done, keys.size()).stream()
                    .map(key -> "<Error><Key>" + key + "</Key><Code>InternalError</Code></Error>")
                    .collect(joining("", "<?xml version=\"1.0\"?><DeleteResult>", "</DeleteResult>"));
            return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + errors.length() + "\r\n\r\n" + errors;
        }
    }

    /** A store in its own location, behind a proxy that injects one kind of fault. */
    private static final class Lane implements AutoCloseable {

        private final Fault fault;
        private final Path staging;
        private final S3Server server = S3Server.s3proxy();
        private final S3Server.Location location = server.newLocation();
        private final FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
        private final Transactions transactions = new InMemoryTransactions(Clock.systemUTC());
        private final SequentialIds ids = new SequentialIds(Clock.systemUTC());
        private final S3BlobStore direct;
        private final S3BlobStore store;
        private final Connection observer;
        private StoreInvariants whole = new StoreInvariants();
        private List<StorageException> failures = List.of();
        private int number;

        Lane(Fault fault, Path staging) {
            this.fault = fault;
            this.staging = staging;
            S3Config config = Fixture.config(server, location).staging(staging).build();
            this.direct = Fixture.openTried(server, config);
            this.observer = Connection.open(config);
            this.store = Fixture.openTried(
                    server,
                    Fixture.config(server, proxy.endpoint(), location)
                            .staging(staging)
                            .build());
            transactions.inTransaction(PROFILE, tx -> {
                tx.maintenance().noteWriteTrial(store.server(), ExclusiveWrites.ALL);
                return true;
            });
        }

        @Override
        public void close() {
            store.close();
            direct.close();
            observer.close();
            proxy.close();
        }

        /** Runs the scenario with the fault injected from the first to the last request, or until a call fails. */
        void runWithFault(FaultCount count, int first, int last) {
            count.plan(fault.text);
            LifecycleScenario scenario = prepared();
            AtomicInteger sent = new AtomicInteger();
            AtomicBoolean injected = new AtomicBoolean();
            AtomicBoolean healed = new AtomicBoolean();
            proxy.rule(request -> {
                int now = sent.incrementAndGet();
                boolean fails = now >= first && now <= last && !healed.get() && fault.appliesTo(request);
                injected.compareAndSet(false, fails);
                return fails ? faults(request) : FaultyHttpProxy.FORWARD;
            });
            failures = scenario.run(number, failure -> healed.set(true));
            proxy.rule(request -> FaultyHttpProxy.FORWARD);
            if (injected.get()) {
                count.injected(fault.text);
            }
        }

        private Faults faults(String request) {
            return switch (fault) {
                case SERVER_ERROR -> FaultyHttpProxy.error(500, "InternalError");
                case SLOW_DOWN -> FaultyHttpProxy.error(503, "SlowDown");
                case UNSENT -> NOT_SENT;
                case CUT_UPLOAD -> cutAfterSending(request.contains("partNumber=") ? VIDEO_BYTES / 2 : 0);
                case RESPONSE_LOST -> FaultyHttpProxy.RESPONSE_LOST;
                case CUT_DOWNLOAD -> new CutAfterHead();
                case HALF_DONE -> new HalfDone(direct);
            };
        }

        private LifecycleScenario prepared() {
            whole = new StoreInvariants();
            LifecycleScenario scenario =
                    new LifecycleScenario(transactions, store, ids, PROFILE, said -> whole.confirm(said), VIDEO_BYTES);
            scenario.prepare(++number);
            number++;
            return scenario;
        }

        List<String> runWithoutFault() {
            LifecycleScenario scenario = prepared();
            proxy.requests();
            assertThat(scenario.run(number)).isEmpty();
            List<String> requests = proxy.requests();
            assertThat(requests).isNotEmpty();
            return requests;
        }

        void assertWhole() {
            whole.assertHold(transactions, direct, PROFILE);
            assertThat(staging).as("staged files").isDirectoryNotContaining("glob:**.staged");
            // s3proxy reports the current time as the start of every upload
            direct.sweep(Instant.now().plus(Duration.ofMinutes(1)));
            assertThat(uploads()).as("incomplete uploads").isEmpty();
            new LifecycleScenario(transactions, direct, ids, PROFILE, said -> {}).delete(whole.projects());
        }

        private List<MultipartUpload> uploads() {
            return observer.client()
                    .listMultipartUploads(request -> request.bucket(location.bucket()))
                    .uploads();
        }
    }
}
