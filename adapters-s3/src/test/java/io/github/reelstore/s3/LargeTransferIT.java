package io.github.reelstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory use does not depend on file size: a JVM with 128 MB stores and reads a gigabyte. The server is in this
 * process.
 */
class LargeTransferIT {

    private static final long GIGABYTE = 1L << 30;
    private static final long MAX_MINUTES = 5;

    @Test
    @Tag("large")
    void aGigabyteIsStoredAndReadWithLittleMemory(@TempDir Path folder) throws Exception {
        S3Server server = S3Server.s3proxy(Files.createDirectory(folder.resolve("server")));
        Path output = folder.resolve("output");
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Transfer.class.getName(),
                        server.endpoint().toString(),
                        server.newBucket(),
                        folder.resolve("staging").toString(),
                        String.valueOf(GIGABYTE))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().put("TEST_KEY", server.accessKey());
        program.environment().put("TEST_SECRET", server.secretKey());
        Process process = program.start();
        try {
            assertThat(process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output, UTF_8)).isZero();
            assertThat(folder.resolve("staging")).isEmptyDirectory();
        } finally {
            process.destroyForcibly();
        }
        System.out.println(Files.readString(output, UTF_8).strip());
    }
}
