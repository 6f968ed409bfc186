package io.github.reelstore.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Any configuration is either read or rejected with a configuration exception, and no secret is shown. */
class ConfigFuzzTest {

    private static final Path WORKING = Path.of("/srv/store");

    /** Long enough not to be in a message by chance. */
    private static final String SECRET = "Hunter2-0451";

    private static final List<String> SCHEMES =
            List.of("jdbc:postgresql://", "jdbc:sqlite:", "file:", "s3://", "https://", "");

    private static final List<String> VALUE_PARTS = List.of(
            "jdbc:",
            "sqlite:",
            "postgresql://",
            "file:",
            "s3://",
            "https://",
            "host",
            "/",
            ":",
            "5432",
            "@",
            "?",
            "&",
            "=",
            "#",
            "%",
            "%20",
            "..",
            "PT",
            "5s",
            "-1",
            "99999999999",
            "\\",
            " ",
            "\u0000",
            "a",
            "[::1]",
            "://",
            ";",
            "*",
            "\uD83C",
            "é",
            "true");

    private static final List<String> URL_STARTS = List.of(
            "jdbc:postgresql://",
            "postgres://",
            "postgresql:",
            "s3://",
            "https://",
            "file:///",
            "jdbc:sqlite:",
            "jdbc:mysql://h:1/",
            "");

    /** The positions of passwords in the URLs of drivers and tools. */
    private static final List<String> SECRET_PLACES = List.of(
            "USER:SECRET@HOST/d",
            "USER%3ASECRET@HOST",
            "USER:SECRET%40HOST/d",
            "HOST/d?user=USER&password=SECRET",
            "HOST/d?password=SECRET&ssl=true",
            "HOST/d;PASSWORD=SECRET;x=1",
            "HOST/d?sslpassword=SECRET",
            "HOST/d?aws_secret_access_key=SECRET",
            "HOST/d?token=SECRET",
            "HOST/d?pwd=SECRET#f",
            "USER:x:SECRET@HOST",
            "USER:SECRET/x@HOST",
            "USER:x@SECRET@HOST",
            "HOST:5432/USER:SECRET@d");

    @FuzzTest
    void fileIsReadOrRejected(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile("reelstore-fuzz", ".properties"), bytes);
        try {
            inspect(() -> ReelstoreConfig.builder().workingFolder(WORKING).file(file));
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest
    void valueIsReadOrRejected(FuzzedDataProvider data) {
        ConfigOption option = data.pickValue(ConfigOption.values());
        String database = data.pickValue(List.of("jdbc:sqlite:a.db", "jdbc:postgresql://h/d"));
        String storage = data.pickValue(List.of("file:media", "s3://bucket/prefix"));
        String scheme = data.pickValue(SCHEMES);
        assertReadOrRejected(option, database, storage, scheme + data.consumeRemainingAsString());
    }

    private static void assertReadOrRejected(ConfigOption option, String database, String storage, String value) {
        inspect(() -> ReelstoreConfig.builder()
                .workingFolder(WORKING)
                .databaseUrl(database)
                .storageUrl(storage)
                .set(option, value));
        inspect(() -> ReelstoreConfig.builder()
                .workingFolder(WORKING)
                .environment(Map.of(option.environmentVariable(), value)));
    }

    @PropertyTest
    void everyValueOfEveryOptionIsReadOrRejected(RandomInput in) {
        ConfigOption option = in.oneOf(ConfigOption.values());
        String value = in.oneOf(in.joined("", 0, 7, VALUE_PARTS), in.text());
        assertReadOrRejected(option, "jdbc:postgresql://h/d", "s3://bucket", value);
        assertReadOrRejected(option, "jdbc:sqlite:a.db", "file:media", value);
    }

    @PropertyTest
    void misplacedPasswordIsNotShown(RandomInput in) {
        ConfigOption option = in.oneOf(ConfigOption.values());
        String value = urlWithSecret(in);

        assertThat(inspect(
                        () -> ReelstoreConfig.builder().workingFolder(WORKING).set(option, value)))
                .as("output for " + option.key() + "=" + value)
                .doesNotContain(SECRET);
        assertThat(Redacted.of("Cannot open \"" + value + "\" now.")).doesNotContain(SECRET);
    }

    private static String urlWithSecret(RandomInput in) {
        String host = in.oneOf("h", "db.example:5432", "[::1]", "10.0.0.1");
        return in.oneOf(URL_STARTS)
                + in.oneOf(SECRET_PLACES)
                        .replace("USER", in.ofCharacters("aZ9._-+é%2", 1, 8))
                        .replace("HOST", host)
                        .replace("SECRET", SECRET);
    }

    @PropertyTest
    void passwordIsNeverShown(RandomInput in) {
        String password = in.text() + SECRET + in.text();
        String output = inspect(() -> ReelstoreConfig.builder()
                .workingFolder(WORKING)
                .databaseUrl("jdbc:postgresql://h/d")
                .databaseCredentials("me", password));
        assertThat(output).doesNotContain(SECRET);
    }

    /**
     * Builds the configuration, and fails on any other exception.
     *
     * @return all text that logs and screens may show
     */
    private static String inspect(Supplier<ReelstoreConfig.Builder> set) {
        StringBuilder output = new StringBuilder();
        Optional<ReelstoreConfig.Builder> builder = tryCall(set, output);
        builder.map(ReelstoreConfig.Builder::settings).ifPresent(output::append);
        builder.flatMap(ready -> tryCall(ready::build, output))
                .ifPresent(config -> output.append(config)
                        .append(config.settings())
                        .append(config.databaseUrl())
                        .append(config.storageUrl()));
        return output.toString();
    }

    private static <T> Optional<T> tryCall(Supplier<T> call, StringBuilder output) {
        try {
            return Optional.of(call.get());
        } catch (StorageException.Configuration e) {
            assertThat(e.getMessage()).isNotBlank();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                output.append(cause).append(' ');
            }
            return Optional.empty();
        }
    }
}
