package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;

/** The program of {@link LargeTransferIT}: generates a large file, stores it, and reads it back. */
final class Transfer {

    private Transfer() {}

    /** Prints how many seconds each step took; throws if the bytes differ. */
    public static void main(String[] args) throws IOException {
        S3Config config = S3Config.builder(args[1])
                .endpoint(URI.create(args[0]))
                .region("us-east-1")
                .staging(Path.of(args[2]))
                .credentials(Fixture.credentials(System.getenv("TEST_KEY"), System.getenv("TEST_SECRET")))
                .build();
        long size = Long.parseLong(args[3]);
        BlobKey key = BlobKey.parse("large");
        long start = System.nanoTime();
        try (S3BlobStore store = S3BlobStore.open(config);
                StagedBlob staged = store.stage(new BlobSource("generated", () -> new GeneratedStream(size)))) {
            long stagedAt = System.nanoTime();
            store.prepare(staged, key);
            long preparedAt = System.nanoTime();
            store.publish(staged, key);
            long publishedAt = System.nanoTime();
            ContentHash read = hashOf(store, key);
            if (staged.size() != size || !read.equals(staged.hash())) {
                throw new IllegalStateException("read " + read + ", stored " + staged.hash());
            }
            System.out.printf(
                    "staged %.1f s, prepared %.1f s, published %.1f s, read %.1f s, heap at most %d MB%n",
                    (stagedAt - start) / 1e9,
                    (preparedAt - stagedAt) / 1e9,
                    (publishedAt - preparedAt) / 1e9,
                    (System.nanoTime() - publishedAt) / 1e9,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static ContentHash hashOf(S3BlobStore store, BlobKey key) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[64 * 1024];
        try (BlobContent content = store.open(key, ByteRange.ALL)) {
            for (int count; (count = content.stream().read(buffer)) >= 0; ) {
                digest.update(buffer, 0, count);
            }
        }
        return ContentHash.of(digest);
    }

    /** Repeats one megabyte of random bytes, each time with its position, so that no two blocks are equal. */
    private static final class GeneratedStream extends InputStream {

        private final byte[] block = new byte[1 << 20];
        private long position;
        private final long size;

        GeneratedStream(long size) {
            this.size = size;
            new Random(1).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            if (position == size) {
                return -1;
            }
            int offset = (int) (position % block.length);
            if (offset == 0) {
                ByteBuffer.wrap(block).putLong(position);
            }
            int length = (int) Math.min(Math.min(count, block.length - offset), size - position);
            System.arraycopy(block, offset, into, from, length);
            position += length;
            return length;
        }
    }
}
