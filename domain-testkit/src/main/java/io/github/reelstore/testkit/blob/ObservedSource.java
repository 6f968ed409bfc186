package io.github.reelstore.testkit.blob;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.testkit.TestBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that counts how often it is opened and closed, and may give few bytes at a time or break midway. */
final class ObservedSource {

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    private final TestBytes bytes;
    private final int mostAtOnce;
    private final long breaksAfter;

    private ObservedSource(TestBytes bytes, int mostAtOnce, long breaksAfter) {
        this.bytes = bytes;
        this.mostAtOnce = mostAtOnce;
        this.breaksAfter = breaksAfter;
    }

    static ObservedSource whole(TestBytes bytes) {
        return new ObservedSource(bytes, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    static ObservedSource inSmallPieces(TestBytes bytes, int mostAtOnce) {
        return new ObservedSource(bytes, mostAtOnce, Long.MAX_VALUE);
    }

    static ObservedSource breakingAfter(TestBytes bytes, long count) {
        return new ObservedSource(bytes, Integer.MAX_VALUE, count);
    }

    BlobSource named(String name) {
        return new BlobSource(name, () -> {
            opened.incrementAndGet();
            return new Observed(bytes.stream());
        });
    }

    private final class Observed extends FilterInputStream {

        private long given;

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
            if (given >= breaksAfter) {
                throw new IOException("the line went dead");
            }
            int some = super.read(into, from, (int) Math.min(Math.min(count, mostAtOnce), breaksAfter - given));
            given += Math.max(some, 0);
            return some;
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            super.close();
        }
    }
}
