package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testtools.SmallHeap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory use does not depend on file size: a JVM with 128 MB stores and reads a gigabyte. The server is in this
 * process.
 */
class LargeTransferIT {

    private static final long GIGABYTE = 1L << 30;

    @Test
    @Tag("large")
    void aGigabyteIsStoredAndReadWithLittleMemory(@TempDir Path folder) throws Exception {
        S3Server server = S3Server.s3proxy(Files.createDirectory(folder.resolve("server")));
        String printed = SmallHeap.outputOf(
                Transfer.class,
                folder.resolve("output"),
                Map.of("TEST_KEY", server.accessKey(), "TEST_SECRET", server.secretKey()),
                server.endpoint().toString(),
                server.newBucket(),
                folder.resolve("staging").toString(),
                String.valueOf(GIGABYTE));
        assertThat(folder.resolve("staging")).isEmptyDirectory();
        System.out.println(printed.strip());
    }
}
