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

/** The program of {@link LargeTransferTest}: stores a large file that it makes up on the way, and reads it back. */
final class Transfer {

    private Transfer() {}

    /** Prints how many seconds each step took; ends with an exception where the bytes are others. */
    public static void main(String[] args) throws IOException {
        S3Config config = S3Config.builder(args[1])
                .endpoint(URI.create(args[0]))
                .region("us-east-1")
                .staging(Path.of(args[2]))
                .credentials(Fixture.credentials(System.getenv("TEST_KEY"), System.getenv("TEST_SECRET")))
                .build();
        long size = Long.parseLong(args[3]);
        BlobKey key = BlobKey.parse("large");
        long began = System.nanoTime();
        try (S3BlobStore store = S3BlobStore.open(config);
                StagedBlob staged = store.stage(new BlobSource("made up", () -> new MadeUp(size)))) {
            long wasStaged = System.nanoTime();
            store.prepare(staged, key);
            long wasPrepared = System.nanoTime();
            store.publish(staged, key);
            long wasPublished = System.nanoTime();
            ContentHash read = hashOf(store, key);
            if (staged.size() != size || !read.equals(staged.hash())) {
                throw new IllegalStateException("read " + read + ", stored " + staged.hash());
            }
            System.out.printf(
                    "staged %.1f s, prepared %.1f s, published %.1f s, read %.1f s, heap at most %d MB%n",
                    (wasStaged - began) / 1e9,
                    (wasPrepared - wasStaged) / 1e9,
                    (wasPublished - wasPrepared) / 1e9,
                    (System.nanoTime() - wasPublished) / 1e9,
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

    /** Bytes that differ all along, a megabyte of random ones again and again with its position in it. */
    private static final class MadeUp extends InputStream {

        private final byte[] block = new byte[1 << 20];
        private long position;
        private final long size;

        MadeUp(long size) {
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
            int at = (int) (position % block.length);
            if (at == 0) {
                ByteBuffer.wrap(block).putLong(position);
            }
            int given = (int) Math.min(Math.min(count, block.length - at), size - position);
            System.arraycopy(block, at, into, from, given);
            position += given;
            return given;
        }
    }
}
