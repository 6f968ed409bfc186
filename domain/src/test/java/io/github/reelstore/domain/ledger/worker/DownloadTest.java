package io.github.reelstore.domain.ledger.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DownloadTest {

    private static final byte[] BYTES = bytes(10_000);

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    /** Serves the bytes in pieces: each connection breaks after so many bytes. */
    private static class Breaking implements ProviderClient {

        private final int piece;
        private final boolean ranges;
        private final Optional<Long> size;
        private final List<Long> offsets = new ArrayList<>();

        Breaking(int piece, boolean ranges, Optional<Long> size) {
            this.piece = piece;
            this.ranges = ranges;
            this.size = size;
        }

        @Override
        public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
            offsets.add(offset);
            int from = ranges ? (int) offset : 0;
            int until = Math.min(BYTES.length, (int) offset + piece);
            boolean cut = until < BYTES.length;
            return new RemoteContent(new BrokenStream(from, until, cut), from, size);
        }

        @Override
        public Submission submit(SubmitRequest request) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public Progress poll(Operation operation) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public void close() {}
    }

    private static class BrokenStream extends InputStream {

        private final InputStream bytes;
        private final boolean cut;

        BrokenStream(int from, int until, boolean cut) {
            this.bytes = new ByteArrayInputStream(BYTES, from, until - from);
            this.cut = cut;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = bytes.read(into, offset, length);
            if (count < 0 && cut) {
                throw new IOException("connection reset");
            }
            return count;
        }
    }

    private static byte[] read(Breaking client, RemoteFile file) throws IOException {
        try (Download download = new Download(client, file, () -> {})) {
            return download.readAllBytes();
        }
    }

    private static final RemoteFile KNOWN =
            new RemoteFile("r", Optional.of((long) BYTES.length), Optional.empty(), Optional.empty());

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
        Breaking client = new Breaking(4_000, true, Optional.of((long) BYTES.length));
        assertThat(read(client, KNOWN)).isEqualTo(BYTES);
        assertThat(client.offsets).containsExactly(0L, 4_000L, 8_000L);
    }

    @Test
    void aServerWithoutRangesSendsTheBeginningAgain() throws IOException {
        Breaking client = new Breaking(4_000, false, Optional.empty());
        assertThat(read(client, KNOWN)).isEqualTo(BYTES);
    }

    @Test
    void itGivesUpAfterAFewBreaks() {
        Breaking client = new Breaking(10, true, Optional.empty());
        Download download = new Download(client, KNOWN, () -> {});
        assertThatThrownBy(download::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertThat(download.failure()).isEqualTo(FailureClass.TEMPORARY);
        assertThat(client.offsets).hasSize(5);
    }

    @Test
    void aRefusalAtTheBeginningEndsTheAttempt() {
        AtomicInteger opened = new AtomicInteger();
        Breaking client = new Breaking(10, true, Optional.empty()) {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                opened.incrementAndGet();
                throw new ProviderException(FailureClass.TEMPORARY, "busy", Optional.of(Duration.ofSeconds(7)), null);
            }
        };
        Download download = new Download(client, KNOWN, () -> {});
        assertThatThrownBy(download::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("busy");
        assertThat(download.failure()).isEqualTo(FailureClass.TEMPORARY);
        assertThat(download.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(opened).hasValue(1);
    }

    @Test
    void anEndBeforeTheAnnouncedSizeIsNoEnd() {
        RemoteFile longer = new RemoteFile("r", Optional.of(BYTES.length + 1L), Optional.empty(), Optional.empty());
        Download download = new Download(new Breaking(20_000, true, Optional.empty()), longer, () -> {});
        assertThatThrownBy(download::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("it ended after 10000 of 10001 bytes");
    }

    @Test
    void moreBytesThanAnnouncedAreRefused() {
        RemoteFile shorter = new RemoteFile("r", Optional.of(BYTES.length - 1L), Optional.empty(), Optional.empty());
        Download download = new Download(new Breaking(20_000, true, Optional.empty()), shorter, () -> {});
        assertThatThrownBy(download::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("it is longer than 9999 bytes");
        assertThat(download.failure()).isEqualTo(FailureClass.INVALID);
    }

    @Test
    void anotherSizeThanAnnouncedIsRefused() {
        Download download = new Download(new Breaking(20_000, true, Optional.of(5L)), KNOWN, () -> {});
        assertThatThrownBy(download::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("its size is 5 bytes instead of 10000");
        assertThat(download.failure()).isEqualTo(FailureClass.INVALID);
    }

    @Test
    void aConnectionThatBreaksBeforeItsPositionIsClosed() throws IOException {
        AtomicInteger open = new AtomicInteger();
        // each connection begins at 0 and breaks; the second one before it reaches the position of the first
        Breaking client = new Breaking(1_000, false, Optional.of((long) BYTES.length)) {
            private int connections;

            @Override
            public RemoteContent open(RemoteFile file, long offset) {
                connections++;
                int until = connections == 2 ? 500 : BYTES.length;
                open.incrementAndGet();
                InputStream stream = new BrokenStream(0, connections == 1 ? 1_000 : until, connections < 3) {
                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
                return new RemoteContent(stream, 0, Optional.of((long) BYTES.length));
            }
        };
        assertThat(read(client, KNOWN)).isEqualTo(BYTES);
        assertThat(open).hasValue(0);
    }
}
