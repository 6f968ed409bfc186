package io.github.reelstore.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any configuration is either read or rejected with a configuration exception, and no secret is shown. */
class ConfigFuzzTest {

    private static final Path WORKING = Path.of("/srv/store");

    /** Long enough not to be in a message by chance. */
    private static final String SECRET = "Hunter2-0451";

    private static final List<String> SCHEMES =
            List.of("jdbc:postgresql://", "jdbc:sqlite:", "file:", "s3://", "https://", "");

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

    @Property
    void everyValueOfEveryOptionIsReadOrRejected(@ForAll ConfigOption option, @ForAll("values") String value) {
        assertReadOrRejected(option, "jdbc:postgresql://h/d", "s3://bucket", value);
        assertReadOrRejected(option, "jdbc:sqlite:a.db", "file:media", value);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> near = Arbitraries.of(
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
                        "true")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(near, Arbitraries.strings());
    }

    @Property
    void misplacedPasswordIsNotShown(@ForAll ConfigOption option, @ForAll("withSecret") String value) {
        Supplier<ReelstoreConfig.Builder> builder =
                () -> ReelstoreConfig.builder().workingFolder(WORKING).set(option, value);

        assertThat(inspect(builder))
                .as("output for " + option.key() + "=" + value)
                .doesNotContain(SECRET);
        assertThat(Redacted.of("Cannot open \"" + value + "\" now.")).doesNotContain(SECRET);
    }

    /** Passwords at the positions that drivers and tools use in URLs. */
    @Provide
    Arbitrary<String> withSecret() {
        Arbitrary<String> schemes = Arbitraries.of(
                "jdbc:postgresql://",
                "postgres://",
                "postgresql:",
                "s3://",
                "https://",
                "file:///",
                "jdbc:sqlite:",
                "jdbc:mysql://h:1/",
                "");
        Arbitrary<String> users =
                Arbitraries.strings().withChars("aZ9._-+é%2").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> forms = Arbitraries.of(
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
        Arbitrary<String> hosts = Arbitraries.of("h", "db.example:5432", "[::1]", "10.0.0.1");
        return Combinators.combine(schemes, users, forms, hosts)
                .as((scheme, user, form, host) -> scheme
                        + form.replace("USER", user).replace("HOST", host).replace("SECRET", SECRET));
    }

    @Property
    void passwordIsNeverShown(@ForAll String before, @ForAll String after) {
        String password = before + SECRET + after;
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
