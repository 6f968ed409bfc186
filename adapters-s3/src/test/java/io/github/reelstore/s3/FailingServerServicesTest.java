package io.github.reelstore.s3;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.s3.FaultyHttpProxy.CutAfterTheHead;
import io.github.reelstore.s3.FaultyHttpProxy.Fate;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.fault.FaultCount;
import io.github.reelstore.testkit.services.LifecycleScenario;
import io.github.reelstore.testkit.services.StoreInvariants;
import io.github.reelstore.testservers.S3Server;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Each request to S3 fails in turn, once and for the rest of the call, while pairs are stored, deleted, brought back
 * and collected: the store stays whole.
 */
class FailingServerServicesTest {

    private static final ProfileId PROFILE = new ProfileId("p");

    /** So large that clips are sent in parts, and a transfer can be cut in the middle. */
    private static final int CLIP_BYTES = 300_000;

    private static final int LANES = 4;

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** What goes wrong with a request. */
    private enum Fault {
        SERVER_ERROR("500 InternalError"),
        SLOW_DOWN("503 SlowDown"),
        UNSENT("connection cut before the request"),
        CUT_UPLOAD("connection cut in the request"),
        UNANSWERED("answer lost of what took place"),
        CUT_DOWNLOAD("connection cut in the answer"),
        HALF_DONE("DeleteObjects done by half");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        boolean canHit(String request) {
            return switch (this) {
                case SERVER_ERROR, SLOW_DOWN, UNSENT, UNANSWERED -> true;
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
    void whatFailsOnceSucceedsByItself() throws Exception {
        inALaneEach("S3, once", (lane, count) -> {
            List<String> requests = lane.faultlessRound();
            for (int ordinal : chosen(requests, lane.fault)) {
                String request = requests.get(ordinal - 1);
                lane.strike(count, ordinal, ordinal);
                if (lane.fault == Fault.CUT_DOWNLOAD && isOfAFile(request)) {
                    // its bytes have gone to the caller already, who alone can begin anew
                    assertThat(lane.failures).as(request).hasSizeLessThanOrEqualTo(1);
                    assertPassing(lane.failures, request);
                } else {
                    assertThat(lane.failures).as("%s: %s", lane.fault, request).isEmpty();
                }
                lane.assertWhole();
            }
        });
    }

    @Test
    void whatGoesOnFailingFailsTheCallAndLeavesAWholeStore() throws Exception {
        inALaneEach("S3, for the rest of the call", (lane, count) -> {
            List<String> requests = lane.faultlessRound();
            for (int ordinal : chosen(requests, lane.fault)) {
                String request = requests.get(ordinal - 1);
                lane.strike(count, ordinal, Integer.MAX_VALUE);
                // what dead processes left is swept as far as that goes, and otherwise the next time
                assertThat(lane.failures).as("%s: %s", lane.fault, request).hasSize(isSweep(request) ? 0 : 1);
                assertPassing(lane.failures, request);
                lane.assertWhole();
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void in(Lane lane, FaultCount count);
    }

    /** Side by side, since whoever meets a fault mostly waits. */
    private void inALaneEach(String where, Work work) throws Exception {
        FaultCount count = new FaultCount(where);
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<Boolean>> lanes = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                Path staging = Files.createDirectory(folder.resolve(fault.name()));
                lanes.add(threads.submit(() -> {
                    try (Lane lane = new Lane(fault, staging)) {
                        work.in(lane, count);
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

    private static void assertPassing(List<StorageException> failures, String request) {
        assertThat(failures).as(request).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(StorageException.Unavailable.class);
            assertThat(failure.isRetryable()).isTrue();
        });
    }

    /** The ordinals of the requests to fail: one of each kind, unless there is time for all. */
    private static List<Integer> chosen(List<String> requests, Fault fault) {
        List<Integer> chosen = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (int ordinal = 1; ordinal <= requests.size(); ordinal++) {
            String request = requests.get(ordinal - 1);
            boolean isNew = kinds.add(kindOf(request));
            if (fault.canHit(request) && (FaultCount.LONG || (isNew && isItsTurn(fault, kinds.size())))) {
                chosen.add(ordinal);
            }
        }
        assertThat(chosen).as("requests that %s can hit", fault).isNotEmpty();
        return chosen;
    }

    /** A server that answers with an error and one that is not reached are alike to the store. */
    private static boolean isItsTurn(Fault fault, int kind) {
        List<Fault> alike = List.of(Fault.SERVER_ERROR, Fault.SLOW_DOWN, Fault.UNSENT);
        return !alike.contains(fault) || alike.get(kind % alike.size()) == fault;
    }

    /** Its method, the kind of file and the names of the parameters. */
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

    private static final Fate NEVER_SENT = new Fate() {
        @Override
        public boolean handsOn() {
            return false;
        }
    };

    private static Fate cutAfterSending(long bytes) {
        return new Fate() {
            @Override
            public long requestBytes() {
                return bytes;
            }
        };
    }

    private static final class HalfDone implements Fate {

        private final S3BlobStore direct;

        HalfDone(S3BlobStore direct) {
            this.direct = direct;
        }

        @Override
        public boolean handsOn() {
            return false;
        }

        @Override
        public String answerTo(String asked) {
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

    /** A store in a place of its own, on a line where one kind of thing goes wrong. */
    private static final class Lane implements AutoCloseable {

        private final Fault fault;
        private final Path staging;
        private final S3Server server = S3Server.s3proxy();
        private final S3Server.Place place = server.newPlace();
        private final FaultyHttpProxy line = new FaultyHttpProxy(server.endpoint());
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
            S3Config config = Fixture.config(server, place).staging(staging).build();
            this.direct = S3BlobStore.open(config);
            this.observer = Connection.open(config);
            this.store = S3BlobStore.open(Fixture.config(server, line.endpoint(), place)
                    .staging(staging)
                    .build());
        }

        @Override
        public void close() {
            store.close();
            direct.close();
            observer.close();
            line.close();
        }

        /** Runs a round in which it goes wrong from one request to another, or until a call fails. */
        void strike(FaultCount count, int first, int last) {
            count.plan(fault.text);
            LifecycleScenario round = prepared();
            AtomicInteger sent = new AtomicInteger();
            AtomicBoolean struck = new AtomicBoolean();
            AtomicBoolean mended = new AtomicBoolean();
            line.rule(request -> {
                int now = sent.incrementAndGet();
                boolean fails = now >= first && now <= last && !mended.get() && fault.canHit(request);
                struck.compareAndSet(false, fails);
                return fails ? fate(request) : FaultyHttpProxy.PASSES;
            });
            failures = round.run(number, failure -> mended.set(true));
            line.rule(request -> FaultyHttpProxy.PASSES);
            if (struck.get()) {
                count.injected(fault.text);
            }
        }

        private Fate fate(String request) {
            return switch (fault) {
                case SERVER_ERROR -> FaultyHttpProxy.answers(500, "InternalError");
                case SLOW_DOWN -> FaultyHttpProxy.answers(503, "SlowDown");
                case UNSENT -> NEVER_SENT;
                case CUT_UPLOAD -> cutAfterSending(request.contains("partNumber=") ? CLIP_BYTES / 2 : 0);
                case UNANSWERED -> FaultyHttpProxy.ANSWER_LOST;
                case CUT_DOWNLOAD -> new CutAfterTheHead();
                case HALF_DONE -> new HalfDone(direct);
            };
        }

        private LifecycleScenario prepared() {
            whole = new StoreInvariants();
            LifecycleScenario round =
                    new LifecycleScenario(transactions, store, ids, PROFILE, whole::confirm, CLIP_BYTES);
            round.prepare(++number);
            number++;
            return round;
        }

        List<String> faultlessRound() {
            LifecycleScenario round = prepared();
            line.requests();
            assertThat(round.run(number)).isEmpty();
            List<String> requests = line.requests();
            assertThat(requests).isNotEmpty();
            return requests;
        }

        void assertWhole() {
            whole.assertHold(transactions, direct, PROFILE);
            assertThat(staging).as("staged files").isEmptyDirectory();
            // s3proxy does not say when an upload began, but always now
            direct.sweep(Instant.now().plus(Duration.ofMinutes(1)));
            assertThat(uploads()).as("uploads in parts").isEmpty();
            new LifecycleScenario(transactions, direct, ids, PROFILE, said -> {}).delete(whole.projects());
        }

        private List<MultipartUpload> uploads() {
            return observer.client()
                    .listMultipartUploads(request -> request.bucket(place.bucket()))
                    .uploads();
        }
    }
}
