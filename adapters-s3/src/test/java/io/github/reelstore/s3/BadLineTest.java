package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.s3.FaultyHttpProxy.CutAfterTheHead;
import io.github.reelstore.s3.FaultyHttpProxy.Fate;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store makes of a line or a server that fails in the middle; the server behind is a real one. */
class BadLineTest {

    private static boolean putsTheFile(String request) {
        return request.startsWith("PUT") && request.contains("/k ");
    }

    private static boolean sendsAPart(String request) {
        return request.contains("partNumber=2");
    }

    private static boolean completes(String request) {
        return request.startsWith("POST") && request.contains("/k?uploadId=");
    }

    private static boolean readsTheFile(String request) {
        return request.startsWith("GET") && request.contains("/k ");
    }

    private final S3Server server = S3Server.s3proxy();
    private final S3Server.Place place = server.newPlace();
    private final FaultyHttpProxy line = new FaultyHttpProxy(server.endpoint());
    private final Path staging;
    private final S3BlobStore store;

    BadLineTest(@TempDir Path staging) {
        this.staging = staging;
        this.store = S3BlobStore.open(
                Fixture.config(server, line.endpoint(), place).staging(staging).build());
        Fixture.put(store, "tried out", "other");
    }

    @AfterEach
    void close() {
        store.close();
        line.close();
    }

    private void times(int count, Predicate<String> which, Fate fate) {
        AtomicInteger left = new AtomicInteger(count);
        line.rule(request -> which.test(request) && left.getAndDecrement() > 0 ? fate : FaultyHttpProxy.PASSES);
    }

    private static Fate cutAfterSending(long bytes) {
        return new Fate() {
            @Override
            public long requestBytes() {
                return bytes;
            }
        };
    }

    @Test
    void aPutThatTookPlaceIsPublishedThoughItsAnswerWasLost() throws IOException {
        times(1, BadLineTest::putsTheFile, FaultyHttpProxy.ANSWER_LOST);
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void soItIsWhenEveryAnswerWasLost() throws IOException {
        times(Integer.MAX_VALUE, BadLineTest::putsTheFile, FaultyHttpProxy.ANSWER_LOST);
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aCompletionThatTookPlaceIsPublishedThoughItsAnswerWasLost() {
        times(1, BadLineTest::completes, FaultyHttpProxy.ANSWER_LOST);
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k")))
                .get()
                .extracting(info -> info.size())
                .isEqualTo((long) Fixture.LARGE);
    }

    @Test
    void anothersFileIsNotTakenForOursWhenAnAnswerWasLost() throws IOException {
        Fixture.put(store, "hello", "k");
        times(1, BadLineTest::putsTheFile, FaultyHttpProxy.ANSWER_LOST);
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void aServerThatIsBusyForAMomentIsAskedAgain() throws IOException {
        times(2, request -> request.contains("/k "), FaultyHttpProxy.answers(503, "SlowDown"));
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aCompletionThatFailsInTheMiddleOfItsAnswerIsAPassingFault() {
        times(Integer.MAX_VALUE, BadLineTest::completes, FaultyHttpProxy.answers(200, "InternalError"));
        assertThatThrownBy(() -> Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k"))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, Fixture.LARGE})
    void aStagedFileThatVanishedIsTold(int size) throws IOException {
        try (StagedBlob staged = store.stage(Fixture.bytes(size));
                Stream<Path> files = Files.list(staging)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                Files.delete(file);
            }
            assertThatThrownBy(() -> store.publish(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("could not be read again: it is not there")
                    .satisfies(e ->
                            assertThat(((StorageException) e).isRetryable()).isFalse());
        }
    }

    @Test
    void aMissingFileIsToldFromAnAnswerThatIsNotOfS3() {
        line.rule(request -> NOT_FOUND);
        assertThatThrownBy(() -> store.open(Fixture.key("k"), ByteRange.ALL))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("not an S3 server");
    }

    @Test
    void aListingThatIsCutOffIsNotTakenForTheAnswerOfAnotherServer() {
        times(Integer.MAX_VALUE, request -> request.contains("list-type="), new CutAfterTheHead());
        assertThatThrownBy(() -> store.stat(Fixture.key("k")))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    private static final Fate NOT_FOUND = new Fate() {
        @Override
        public String answer() {
            return "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        }
    };

    @Test
    void aServerThatStaysBusyIsAPassingFault() {
        times(Integer.MAX_VALUE, request -> true, FaultyHttpProxy.answers(503, "SlowDown"));
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k"))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @Test
    void aConflictIsTriedAnew() throws IOException {
        times(2, BadLineTest::putsTheFile, FaultyHttpProxy.answers(409, "ConditionalRequestConflict"));
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aConflictAtTheEndOfAnUploadSendsThePartsAnew() {
        times(1, BadLineTest::completes, FaultyHttpProxy.answers(409, "ConditionalRequestConflict"));
        line.requests();
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(line.requests()).filteredOn(request -> sendsAPart(request)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(store.stat(Fixture.key("k"))).isPresent();
    }

    @Test
    void aConflictThatStaysIsAPassingFault() {
        times(Integer.MAX_VALUE, BadLineTest::putsTheFile, FaultyHttpProxy.answers(409, "ConditionalRequestConflict"));
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.Unavailable.class);
        assertThat(store.stat(Fixture.key("k"))).isEmpty();
    }

    @Test
    void anUploadThatWasSweptIsSentAnew() {
        times(1, BadLineTest::completes, FaultyHttpProxy.answers(404, "NoSuchUpload"));
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k"))).isPresent();
    }

    @Test
    void aPartThatIsCutOffIsSentAgain() {
        times(1, BadLineTest::sendsAPart, cutAfterSending(100_000));
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k")))
                .get()
                .extracting(info -> info.size())
                .isEqualTo((long) Fixture.LARGE);
    }

    @Test
    void ofAnUploadThatFailsNothingRemains() {
        times(Integer.MAX_VALUE, BadLineTest::sendsAPart, cutAfterSending(100_000));
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            assertThatThrownBy(() -> store.prepare(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .satisfies(e ->
                            assertThat(((StorageException) e).isRetryable()).isTrue());
            assertThat(line.requests())
                    .anyMatch(request -> request.startsWith("DELETE") && request.contains("uploadId="));
            line.rule(request -> FaultyHttpProxy.PASSES);
            store.publish(staged, Fixture.key("k"));
        }
        assertThat(Fixture.listed(store)).containsExactly("k", "other");
    }

    @Test
    void aDownloadThatIsCutOffDoesNotLookWhole() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        times(Integer.MAX_VALUE, BadLineTest::readsTheFile, new Fate() {
            @Override
            public long answerBytes() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void bytesThatWereDamagedAreNotGivenAsAWholeFile() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        times(Integer.MAX_VALUE, BadLineTest::readsTheFile, new Fate() {
            @Override
            public long damagedByte() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readNBytes(1_000_000))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining("SHA-256");
        }
    }

    @Test
    void aLargeFileIsLeftUnreadAtOnce() throws IOException {
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        line.received();
        BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL);
        assertThat(content.stream().read()).isZero();
        content.close();
        assertThat(store.stat(Fixture.key("k"))).isPresent();
        // What the buffers of sockets hold has passed.
        assertThat(line.received()).isLessThan(Fixture.LARGE * 3L / 4);
    }

    /** As servers in Go do, whatever the spelling was in which the header came. */
    private static final Fate CAPITALS = new Fate() {
        @Override
        public String answerHead(String head) {
            return head.replaceAll("(?i)x-amz-meta-reelstore-", "X-Amz-Meta-Reelstore-")
                    .replaceAll("Reelstore-staged", "Reelstore-Staged")
                    .replaceAll("Reelstore-sha256", "Reelstore-Sha256");
        }
    };

    @Test
    void ourFileIsKnownHoweverTheServerSpellsItsMetadata() {
        line.rule(request -> CAPITALS);
        try (StagedBlob staged = store.stage(Fixture.text("hello"))) {
            store.publish(staged, Fixture.key("k"));
            store.publish(staged, Fixture.key("k"));
        }
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void damageIsFoundHoweverTheServerSpellsItsMetadata() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        times(Integer.MAX_VALUE, BadLineTest::readsTheFile, new Fate() {
            @Override
            public String answerHead(String head) {
                return CAPITALS.answerHead(head);
            }

            @Override
            public long damagedByte() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(StorageException.Corrupt.class);
        }
    }

    @Test
    void aServerThatIsGoneIsAPassingFault() {
        line.close();
        assertThatThrownBy(() -> store.stat(Fixture.key("k")))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining(line.endpoint().toString())
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @Test
    void anEndpointWhereNobodyListensIsUnavailable(@TempDir Path staging) {
        URI nobody = line.endpoint();
        line.close();
        assertThatThrownBy(() -> S3BlobStore.open(
                        Fixture.config(server, nobody, place).staging(staging).build()))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining(nobody.toString());
    }
}
