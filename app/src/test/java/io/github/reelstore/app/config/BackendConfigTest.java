package io.github.reelstore.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.s3.S3Config;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of Postgres and S3; no secret is shown, even in the wrong place. */
class BackendConfigTest {

    private static final String SECRET = "hunter2";
    private static final String POSTGRES = "jdbc:postgresql://db.example/studio";

    @TempDir
    Path folder;

    private ReelstoreConfig.Builder config() {
        return ReelstoreConfig.builder().workingFolder(folder);
    }

    private static EffectiveSetting setting(List<EffectiveSetting> settings, ConfigOption option) {
        return settings.stream()
                .filter(setting -> setting.option() == option)
                .findFirst()
                .orElseThrow();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POSTGRES,
                "jdbc:postgresql://db.example:5433/studio",
                "jdbc:postgresql://db1.example,db2.example:5433/studio?targetServerType=primary",
                "jdbc:postgresql://[::1]:5432/studio?sslmode=verify-full&sslrootcert=/etc/ca.pem"
            })
    void acceptsPostgresUrls(String url) {
        assertThat(config().databaseUrl(url).build().databaseUrl()).isEqualTo(url);
        assertThat(config().databaseUrl(url.replace("jdbc:postgresql", "JDBC:PostgreSQL"))
                        .build()
                        .databaseUrl())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://my-bucket, s3://my-bucket",
        "s3://my.bucket.1/, s3://my.bucket.1",
        "S3://my-bucket/studio/2026, s3://my-bucket/studio/2026",
        "s3://my-bucket/studio/, s3://my-bucket/studio"
    })
    void acceptsBucketUrls(String url, String canonical) {
        assertThat(config().storageUrl(url).build().storageUrl()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:studio",
                "jdbc:postgresql://",
                "jdbc:postgresql:///studio",
                "jdbc:postgresql://db.example",
                "jdbc:postgresql://db.example/",
                "jdbc:postgresql://db.example/studio/x",
                "jdbc:postgresql://db.example/studio#x",
                "jdbc:postgresql://db.example/stu dio",
                "jdbc:postgresql://db.example:port/studio",
                "postgres://db.example/studio",
                "postgresql://db.example/studio",
                "jdbc:postgres://db.example/studio"
            })
    void showsTheFormOfAPostgresUrl(String url) {
        assertThatThrownBy(() -> config().databaseUrl(url).build())
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("reelstore.database.url")
                .hasMessageContaining("write jdbc:postgresql://HOST[:PORT]/DATABASE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:",
                "s3:my-bucket",
                "s3://",
                "s3:///prefix",
                "s3://My-Bucket",
                "s3://my_bucket",
                "s3://my-bucket:9000/x",
                "s3://my-bucket?region=eu-central-1",
                "s3://my-bucket/prefix#x"
            })
    void showsTheFormOfABucketUrl(String url) {
        assertThatThrownBy(() -> config().storageUrl(url).build())
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("reelstore.storage.url ")
                .hasMessageContaining("write s3://BUCKET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://ab",
                "s3://-bucket",
                "s3://my-bucket//x",
                "s3://my-bucket/../x",
                "s3://my-bucket/a%20b",
                "s3://my-bucket/a b"
            })
    void rejectsInvalidBucketsAndPrefixes(String url) {
        assertThatThrownBy(() -> config().storageUrl(url).build())
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("reelstore.storage.url");
    }

    @ParameterizedTest
    @CsvSource({
        "reelstore.database.url, jdbc:postgresql://me:hunter2@db.example/studio",
        "reelstore.database.url, jdbc:postgresql://hunter2@db.example/studio",
        "reelstore.database.url, jdbc:postgresql://me:hunter2/x@db.example/studio",
        "reelstore.database.url, jdbc:postgresql://me:hunter2?x=y@db.example/studio",
        "reelstore.database.url, jdbc:postgresql://me:hunter2#@db.example/studio",
        "reelstore.database.url, jdbc:postgresql:me:hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?user=me&password=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?sslmode=require&Password=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?sslpassword=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?pass%77ord=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?user=hunter2",
        "reelstore.database.url, postgres://me:hunter2@db.example/studio",
        "reelstore.database.url, postgresql://me:hunter2@db.example/studio",
        "reelstore.database.url, jdbc:sqlite://me:hunter2@host/rows",
        "reelstore.database.url, jdbc:sqlite:rows.db?password=hunter2",
        "reelstore.database.url, me:hunter2@host",
        "reelstore.storage.url, s3://AKIAEXAMPLE:hunter2@my-bucket/p",
        "reelstore.storage.url, s3://key:hunter2/x@my-bucket/p",
        "reelstore.storage.url, s3://my-bucket/p?secret=hunter2",
        "reelstore.storage.url, s3://my-bucket/p#hunter2",
        "reelstore.storage.url, s3://my-bucket/hunter2 and more",
        "reelstore.storage.url, s3://Hunter2hunter2",
        "reelstore.storage.url, file://me:hunter2@host/media",
        "reelstore.storage.url, https://me:hunter2@host/media",
        "reelstore.storage.endpoint, http://me:hunter2@localhost:9000",
        "reelstore.storage.endpoint, me:hunter2@localhost",
        "reelstore.storage.endpoint, http://localhost:9000/?key=hunter2",
        "reelstore.storage.endpoint, http://local host/hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?pass=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?pwd=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio;user=me;password=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio&password=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?ssl=true;password=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?options=password%3Dhunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/studio?sslfactoryarg=hunter2",
        "reelstore.database.url, jdbc:postgresql://db.example/me%3Ahunter2%40x",
        "reelstore.database.url, jdbc:sqlite:rows.db;password=hunter2",
        "reelstore.database.url, jdbc:sqlite:rows.db;hunter2",
        "reelstore.database.url, jdbc:sqlite:me:hunter2@h/rows",
        "reelstore.database.url, jdbc:sqlite:password=hunter2/rows",
        "reelstore.storage.url, file:me:hunter2@x",
        "reelstore.storage.url, file:me%3Ahunter2%40x",
        "reelstore.storage.url, file:///media/secret=hunter2",
        "reelstore.storage.url, s3://my-bucket/key=AKIAX/secret=hunter2",
        "reelstore.storage.endpoint, http://localhost:9000/me:hunter2",
        "reelstore.storage.endpoint, http://localhost:9000/me%3Ahunter2",
        "reelstore.profile, jdbc:postgresql://me:hunter2@db.example/studio",
        "reelstore.database.busy-timeout, jdbc:postgresql://me:hunter2@db.example/studio",
        "reelstore.database.readers, jdbc:postgresql://me:hunter2@db.example/studio",
        "reelstore.storage.path-style, jdbc:postgresql://me:hunter2@db.example/studio",
        "reelstore.storage.encryption, jdbc:postgresql://me:hunter2@db.example/studio"
    })
    void rejectedValuesAreNotShown(String key, String value) {
        ConfigOption option = ConfigOption.find(key).orElseThrow();
        ReelstoreConfig.Builder builder = config().set(option, value);

        assertThatThrownBy(builder::build)
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith(key)
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContainIgnoringCase(SECRET));
        assertThat(builder.settings().toString()).doesNotContainIgnoringCase(SECRET);
        EffectiveSetting rejected = setting(builder.settings(), option);
        assertThat(rejected.value()).isEmpty();
        assertThat(rejected.isSet()).isTrue();
        assertThat(rejected.problem()).isPresent();
        assertThat(new Setting(option, value, Setting.BY_CODE).toString()).doesNotContain(SECRET);
    }

    @Test
    void namesMayContainAtAndEqualsSigns() {
        config().databaseUrl("jdbc:sqlite:/home/me@corp/year=2026/rows.db").build();
        config().storageUrl("file:///home/me@corp/year=2026").build();
        config().storageUrl("s3://my-bucket/year=2026/month=11").build();
    }

    @Test
    void misplacedUrlIsShownWithoutItsPassword() {
        ReelstoreConfig config = config().set(ConfigOption.DATABASE_USER, "jdbc:postgresql://me:hunter2@db/x")
                .set(ConfigOption.STORAGE_STAGING, "jdbc:postgresql://me:hunter2@db/x")
                .set(ConfigOption.PROFILE, "studio", "option --profile=jdbc:postgresql://me:hunter2@db/x")
                .build();

        assertThat(config.settings().toString()).doesNotContain(SECRET);
        assertThat(setting(config.settings(), ConfigOption.DATABASE_USER).value())
                .contains("jdbc:postgresql://***@db/x");
    }

    @Test
    void lineWithoutAKeyIsNotShown() throws Exception {
        for (String line : List.of("hunter2!", "jdbc\\:postgresql\\://me\\:hunter2@db/x", "=hunter2")) {
            Path file = Files.writeString(folder.resolve("reelstore.properties"), line + "\n");

            assertThatThrownBy(() -> config().file(file))
                    .isInstanceOf(StorageException.Configuration.class)
                    .hasMessageContaining("a line that is not KEY=VALUE")
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(SECRET))
                    .extracting(failure -> ((StorageException) failure).subject())
                    .isEqualTo("");
        }
    }

    @Test
    void passwordIsNeverShown() {
        ReelstoreConfig.Builder builder = config().databaseUrl(POSTGRES).databaseCredentials("studio", SECRET);
        ReelstoreConfig config = builder.build();

        assertThat(config.toString()).doesNotContain(SECRET);
        assertThat(config.settings().toString()).doesNotContain(SECRET);
        assertThat(Backend.ofDatabase(builder.merged()).toString()).doesNotContain(SECRET);
        EffectiveSetting password = setting(config.settings(), ConfigOption.DATABASE_PASSWORD);
        assertThat(password.isSet()).isTrue();
        assertThat(password.value()).isEmpty();
        assertThat(setting(config.settings(), ConfigOption.DATABASE_USER).value())
                .contains("studio");
        ReelstoreConfig.Builder twoLines = config().set(ConfigOption.DATABASE_PASSWORD, SECRET + "\nx");
        assertThatThrownBy(twoLines::build)
                .hasMessageStartingWith("reelstore.database.password ")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @EnumSource(ConfigOption.class)
    void emptyValueMeansNotSetForOptionalOptions(ConfigOption option) throws Exception {
        Path file = Files.writeString(
                folder.resolve("reelstore.properties"), "reelstore.database.user=studio\nreelstore.profile=studio\n");
        ReelstoreConfig.Builder builder = config().file(file).environment(Map.of(option.environmentVariable(), ""));

        if (option.defaultValue().isPresent()) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(StorageException.Configuration.class)
                    .hasMessageStartingWith(
                            option.key() + " (environment " + option.environmentVariable() + ") is empty; set a value");
        } else {
            EffectiveSetting setting = setting(builder.build().settings(), option);
            assertThat(setting.isSet()).isFalse();
            assertThat(setting.value()).isEmpty();
            assertThat(setting.source()).isEqualTo("environment " + option.environmentVariable());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/d, reelstore.database.connections, 0",
        "jdbc:postgresql://h/d, reelstore.database.connections, 100000",
        "jdbc:postgresql://h/d, reelstore.database.schema, Reel",
        "jdbc:postgresql://h/d, reelstore.database.schema, pg_reel",
        "jdbc:postgresql://h/d, reelstore.database.busy-timeout, 0s",
        "jdbc:postgresql://h/d, reelstore.database.busy-timeout, PT999999999999999S",
        "jdbc:postgresql://h/d, reelstore.database.statement-timeout, PT2H",
        "jdbc:sqlite:rows.db, reelstore.database.readers, 0"
    })
    void namesTheOptionThatAnAdapterRejects(String url, String key, String value) {
        ConfigOption option = ConfigOption.find(key).orElseThrow();
        ReelstoreConfig.Builder builder =
                config().databaseUrl(url).environment(Map.of(option.environmentVariable(), value));

        assertThatThrownBy(builder::build)
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith(key + " (environment " + option.environmentVariable() + "): The ");
        assertThat(setting(builder.settings(), option).problem()).isPresent();
        assertThat(setting(builder.settings(), ConfigOption.DATABASE_URL).problem())
                .isEmpty();
    }

    @Test
    void oneLineSwitchesTheBackend() {
        ReelstoreConfig.Builder all = config().databaseCredentials("studio", SECRET)
                .set(ConfigOption.DATABASE_READERS, "2")
                .set(ConfigOption.DATABASE_STATEMENT_TIMEOUT, "10s")
                .set(ConfigOption.STORAGE_REGION, "eu-central-1")
                .set(ConfigOption.STORAGE_ENDPOINT, "http://localhost:9000")
                .set(ConfigOption.STORAGE_PATH_STYLE, "true")
                .set(ConfigOption.STORAGE_STAGING, "staging");

        List<EffectiveSetting> local = all.build().settings();
        assertThat(local.stream().filter(EffectiveSetting::isUsed).map(EffectiveSetting::option))
                .containsExactly(
                        ConfigOption.DATABASE_URL,
                        ConfigOption.STORAGE_URL,
                        ConfigOption.PROFILE,
                        ConfigOption.DATABASE_BUSY_TIMEOUT,
                        ConfigOption.DATABASE_READ_ONLY,
                        ConfigOption.DATABASE_READERS,
                        ConfigOption.MEDIA_THUMBNAILS,
                        ConfigOption.MEDIA_PIXELS,
                        ConfigOption.MEDIA_TIME,
                        ConfigOption.MEDIA_FFMPEG);

        List<EffectiveSetting> remote =
                all.databaseUrl(POSTGRES).storageUrl("s3://my-bucket").build().settings();
        assertThat(remote.stream().filter(setting -> !setting.isUsed()).map(EffectiveSetting::option))
                .containsExactly(ConfigOption.DATABASE_READERS);
        assertThat(setting(remote, ConfigOption.STORAGE_STAGING).value())
                .contains(folder.resolve("staging").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket", "sse-s3", "sse-kms"})
    void acceptsEveryEncryption(String encryption) {
        config().storageUrl("s3://my-bucket")
                .set(ConfigOption.STORAGE_ENCRYPTION, encryption)
                .set(ConfigOption.STORAGE_REGION, "eu-central-1")
                .build();
    }

    private S3Config s3(Map<ConfigOption, String> values) {
        Map<ConfigOption, Setting> all = new EnumMap<>(ConfigOption.class);
        values.forEach((option, value) -> all.put(option, new Setting(option, value, Setting.BY_CODE)));
        return Backend.s3Config(new Settings(all, folder), new Locations.Bucket("my-bucket", "studio"));
    }

    @Test
    void everyS3OptionIsPassedOn() {
        S3Config config = s3(Map.of(
                ConfigOption.STORAGE_REGION, "eu-central-1",
                ConfigOption.STORAGE_ENDPOINT, "https://s3.example:9000/path",
                ConfigOption.STORAGE_PATH_STYLE, "false",
                ConfigOption.STORAGE_CLASS, "STANDARD_IA",
                ConfigOption.STORAGE_ENCRYPTION, "sse-kms",
                ConfigOption.STORAGE_KMS_KEY, "alias/reels",
                ConfigOption.STORAGE_STAGING, "staging"));

        assertThat(config.bucket()).isEqualTo("my-bucket");
        assertThat(config.prefix()).isEqualTo("studio");
        assertThat(config.region()).contains("eu-central-1");
        assertThat(config.endpoint()).contains(URI.create("https://s3.example:9000/path"));
        assertThat(config.pathStyle()).isFalse();
        assertThat(config.storageClass()).contains("STANDARD_IA");
        assertThat(config.encryption()).isEqualTo(S3Config.Encryption.SSE_KMS);
        assertThat(config.kmsKey()).contains("alias/reels");
        assertThat(config.staging()).contains(folder.resolve("staging"));
    }

    @Test
    void unsetS3OptionsUseTheAdaptersDefaults() {
        S3Config config = s3(Map.of());

        assertThat(config.region()).isEmpty();
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.pathStyle()).isFalse();
        assertThat(config.encryption()).isEqualTo(S3Config.Encryption.BUCKET_DEFAULT);
        assertThat(s3(Map.of(ConfigOption.STORAGE_ENDPOINT, "http://localhost:9000"))
                        .pathStyle())
                .isTrue();
        assertThat(s3(Map.of(ConfigOption.STORAGE_ENCRYPTION, "sse-s3")).encryption())
                .isEqualTo(S3Config.Encryption.SSE_S3);
    }

    @Test
    void defaultsEqualThoseOfTheAdapters() {
        assertThat(Setting.defaultOf(ConfigOption.DATABASE_BUSY_TIMEOUT).duration())
                .isEqualTo(SqliteConfig.DEFAULT_BUSY_TIMEOUT)
                .isEqualTo(PostgresConfig.DEFAULT_LOCK_TIMEOUT);
        assertThat(Setting.defaultOf(ConfigOption.DATABASE_READERS).wholeNumber())
                .isEqualTo(SqliteConfig.DEFAULT_READERS);
        assertThat(Setting.defaultOf(ConfigOption.DATABASE_CONNECTIONS).wholeNumber())
                .isEqualTo(PostgresConfig.DEFAULT_CONNECTIONS);
        assertThat(Setting.defaultOf(ConfigOption.DATABASE_STATEMENT_TIMEOUT).duration())
                .isEqualTo(PostgresConfig.DEFAULT_STATEMENT_TIMEOUT);
        assertThat(ConfigOption.DATABASE_SCHEMA.defaultValue()).contains(PostgresConfig.DEFAULT_SCHEMA);
        assertThat(Backend.encryption(Setting.defaultOf(ConfigOption.STORAGE_ENCRYPTION)))
                .isEqualTo(S3Config.builder("my-bucket").build().encryption());
    }

    @Test
    void settingsNameTheirSource() throws Exception {
        Path file = Files.writeString(
                folder.resolve("reelstore.properties"),
                "reelstore.database.user=studio\nreelstore.database.schema=file\n");

        List<EffectiveSetting> settings = config().file(file)
                .environment(Map.of("REELSTORE_DATABASE_SCHEMA", "environment"))
                .set(ConfigOption.STORAGE_URL, "file:x", "option --storage")
                .databaseUrl("jdbc:sqlite:x.db")
                .build()
                .settings();

        assertThat(settings).extracting(EffectiveSetting::option).containsExactly(ConfigOption.values());
        assertThat(setting(settings, ConfigOption.DATABASE_URL))
                .isEqualTo(new EffectiveSetting(
                        ConfigOption.DATABASE_URL,
                        java.util.Optional.of("jdbc:sqlite:" + folder.resolve("x.db")),
                        "code",
                        true,
                        true,
                        java.util.Optional.empty()));
        assertThat(setting(settings, ConfigOption.STORAGE_URL).source()).isEqualTo("option --storage");
        assertThat(setting(settings, ConfigOption.DATABASE_USER).source()).isEqualTo("file " + file);
        assertThat(setting(settings, ConfigOption.DATABASE_SCHEMA).source())
                .isEqualTo("environment REELSTORE_DATABASE_SCHEMA");
        assertThat(setting(settings, ConfigOption.PROFILE).source()).isEqualTo("default");
        assertThat(folder.toFile().list()).containsExactly("reelstore.properties");
    }

    @Test
    void settingsReportAllProblems() {
        List<EffectiveSetting> settings = config().databaseUrl("postgres://me:hunter2@db/x")
                .set(ConfigOption.DATABASE_READERS, "many")
                .storageUrl("s3://Bucket")
                .profile(io.github.reelstore.domain.model.ProfileId.of("studio"))
                .settings();

        assertThat(settings.stream()
                        .filter(setting -> setting.problem().isPresent())
                        .map(EffectiveSetting::option))
                .containsExactly(ConfigOption.DATABASE_URL, ConfigOption.STORAGE_URL, ConfigOption.DATABASE_READERS);
        assertThat(setting(settings, ConfigOption.PROFILE).value()).contains("studio");
    }
}
