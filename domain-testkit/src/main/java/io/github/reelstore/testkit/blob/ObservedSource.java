package io.github.reelstore.testkit.blob;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.testkit.TestBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that counts how often it is opened and closed. It can return few bytes per read, or fail midway. */
final class ObservedSource {

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    private final TestBytes bytes;
    private final int maxPerRead;
    private final long failsAfter;

    private ObservedSource(TestBytes bytes, int maxPerRead, long failsAfter) {
        this.bytes = bytes;
        this.maxPerRead = maxPerRead;
        this.failsAfter = failsAfter;
    }

    static ObservedSource whole(TestBytes bytes) {
        return new ObservedSource(bytes, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    static ObservedSource withShortReads(TestBytes bytes, int maxPerRead) {
        return new ObservedSource(bytes, maxPerRead, Long.MAX_VALUE);
    }

    static ObservedSource failingAfter(TestBytes bytes, long count) {
        return new ObservedSource(bytes, Integer.MAX_VALUE, count);
    }

    BlobSource named(String name) {
        return new BlobSource(name, () -> {
            opened.incrementAndGet();
            return new Observed(bytes.stream());
        });
    }

    private final class Observed extends FilterInputStream {

        private long returned;

        Observed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (returned >= failsAfter) {
                throw new IOException("connection lost");
            }
            int length = super.read(into, from, (int) Math.min(Math.min(count, maxPerRead), failsAfter - returned));
            returned += Math.max(length, 0);
            return length;
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            super.close();
        }
    }
}
