package io.github.reelstore.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReelstoreConfigTest {

    private static final Path WORKING = Path.of("/srv/store");

    @TempDir
    Path folder;

    private static ReelstoreConfig.Builder config() {
        return ReelstoreConfig.builder().workingFolder(WORKING);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("reelstore.properties"), text, StandardCharsets.UTF_8);
    }

    @Test
    void defaultsAreBelowTheWorkingFolder() {
        ReelstoreConfig config = config().build();

        assertThat(config.databaseUrl()).isEqualTo("jdbc:sqlite:/srv/store/reelstore-data/reelstore.db");
        assertThat(config.storageUrl()).isEqualTo("file:///srv/store/reelstore-data/media");
        assertThat(config.profile()).isEqualTo(ProfileId.of("default"));
    }

    @ParameterizedTest
    @EnumSource(ConfigOption.class)
    void defaultValuesAreValid(ConfigOption option) {
        String value = option.defaultValue().orElse("");

        config().set(option, value).build();
        config().set(option.key(), value).build();
        config().environment(Map.of(option.environmentVariable(), value)).build();
    }

    @Test
    void codeOverridesTheEnvironmentWhichOverridesTheFile() throws IOException {
        Path file = file(
                "reelstore.profile=file\nreelstore.database.url=jdbc:sqlite:file.db\nreelstore.storage.url=file:file");
        Map<String, String> environment =
                Map.of("REELSTORE_PROFILE", "environment", "REELSTORE_DATABASE_URL", "jdbc:sqlite:environment.db");

        ReelstoreConfig config = config().profile(ProfileId.of("code"))
                .environment(environment)
                .file(file)
                .build();

        assertThat(config.profile().value()).isEqualTo("code");
        assertThat(config.databaseUrl()).isEqualTo("jdbc:sqlite:/srv/store/environment.db");
        assertThat(config.storageUrl()).isEqualTo("file:///srv/store/file");
    }

    @Test
    void readsFilesInUtf8() throws IOException {
        ReelstoreConfig config =
                config().file(file("reelstore.storage.url=file:Hải%20đăng")).build();

        assertThat(config.storageUrl()).isEqualTo("file:///srv/store/H%E1%BA%A3i%20%C4%91%C4%83ng");
    }

    @Test
    void trailingWhitespaceIsRemovedExceptFromThePassword() throws IOException {
        Path file = file(
                "reelstore.profile=studio \t\nreelstore.database.password=hunter2 \nreelstore.database.user=a\\\\b ");
        ReelstoreConfig.Builder builder = config().file(file);

        ReelstoreConfig config = builder.build();

        assertThat(config.profile()).isEqualTo(ProfileId.of("studio"));
        assertThat(builder.merged().of(ConfigOption.DATABASE_PASSWORD).value()).isEqualTo("hunter2 ");
        assertThat(builder.merged().of(ConfigOption.DATABASE_USER).value()).isEqualTo("a\\b");
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertThat(config().file(file("\uFEFFreelstore.profile=studio")).build().profile())
                .isEqualTo(ProfileId.of("studio"));
        assertThat(config().file(file("")).build().profile()).isEqualTo(ProfileId.of("default"));
    }

    @Test
    void unknownKeyNamesTheNearestOrListsTheValidKeys() throws IOException {
        Path file = file("reelstore.databse.url=jdbc:sqlite:x.db");

        assertThatThrownBy(() -> config().file(file))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("reelstore.databse.url")
                .hasMessageContaining("reelstore.properties")
                .hasMessageEndingWith("Did you mean reelstore.database.url?");
        assertThatThrownBy(() -> config().set("reelstore.colour", "x"))
                .hasMessageContaining("; valid are reelstore.database.url, reelstore.storage.url, reelstore.profile");
        assertThatThrownBy(() -> config().set("reelstore.databse.url", "x"))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("reelstore.database.url");
        assertThatThrownBy(() -> config().environment(Map.of("REELSTORE_DATABSE_URL", "x")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("REELSTORE_DATABSE_URL")
                .hasMessageEndingWith("Did you mean REELSTORE_DATABASE_URL?");
        assertThatThrownBy(() -> config().environment(Map.of("REELSTORE_COLOUR", "x")))
                .hasMessageContaining("REELSTORE_DATABASE_URL, REELSTORE_STORAGE_URL, REELSTORE_PROFILE");
    }

    @Test
    void ignoresOtherEnvironmentVariables() {
        config().environment(Map.of("PATH", "/bin", "REELSTORED", "x", "REELSTORE_TEST_POSTGRES_URL", "x"))
                .build();
    }

    @Test
    void reportsWhyAFileCannotBeRead() throws IOException {
        assertThatThrownBy(() -> config().file(folder.resolve("none")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> config().file(folder))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("it is a folder");
        Path latin1 =
                Files.write(folder.resolve("latin1"), "reelstore.profile=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> config().file(latin1))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("UTF-8");
        Path escape = file("reelstore.profile=\\u00");
        assertThatThrownBy(() -> config().file(escape)).isInstanceOf(StorageException.Configuration.class);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:rows.db, jdbc:sqlite:/srv/store/rows.db",
        "jdbc:sqlite:./a/../rows.db, jdbc:sqlite:/srv/store/rows.db",
        "jdbc:sqlite:/var/rows.db, jdbc:sqlite:/var/rows.db",
        "JDBC:SQLite:/var/a b%20c.db, jdbc:sqlite:/var/a b%20c.db",
    })
    void sqliteFileIsNotDecoded(String url, String canonical) {
        assertThat(config().databaseUrl(url).build().databaseUrl()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "file:media, file:///srv/store/media",
        "file:../media, file:///srv/media",
        "file:/var/media, file:///var/media",
        "file:///var/media/, file:///var/media",
        "file:///var/a%20b%3F, file:///var/a%20b%3F",
    })
    void acceptsFolderUrls(String url, String canonical) {
        assertThat(config().storageUrl(url).build().storageUrl()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rows.db",
                "jdbc:sqlite:",
                "jdbc:sqlite: ",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:rows.db?mode=ro",
                "jdbc:sqlite:file:rows.db",
                "jdbc:sqlite://host/rows.db",
                "jdbc:sqlite:\0",
                "jdbc:",
                "sqlite:rows.db"
            })
    void rejectsInvalidDatabaseUrls(String url) {
        assertThatThrownBy(() -> config().databaseUrl(url).build())
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("reelstore.database.url ")
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/media",
                "file:",
                "file://host/media",
                "file:///var/media?x=1",
                "file:media?x=1",
                "file:///var/media#x",
                "file:///var/a b%",
                "file:///var/%00",
                "https://bucket.s3.amazonaws.com"
            })
    void rejectsInvalidBlobStoreUrls(String url) {
        assertThatThrownBy(() -> config().storageUrl(url).build())
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("reelstore.storage.url ")
                .hasMessageEndingWith(".");
    }

    @Test
    void namesTheSupportedUrls() {
        assertThatThrownBy(() -> config().databaseUrl("jdbc:mysql://host/rows").build())
                .hasMessage("reelstore.database.url begins with \"jdbc:mysql:\", which is not supported; this version"
                        + " supports jdbc:sqlite:FILE and jdbc:postgresql://HOST[:PORT]/DATABASE.");
        assertThatThrownBy(() -> config().environment(Map.of("REELSTORE_STORAGE_URL", "gs://bucket"))
                        .build())
                .hasMessage(
                        "reelstore.storage.url (environment REELSTORE_STORAGE_URL) begins with \"gs:\", which is not"
                                + " supported; this version supports file:///FOLDER, file:FOLDER and s3://BUCKET[/PREFIX].");
    }

    @Test
    void toStringShowsTheLocations() {
        assertThat(config().build())
                .hasToString("ReelstoreConfig[database=jdbc:sqlite:/srv/store/reelstore-data/reelstore.db,"
                        + " storage=file:///srv/store/reelstore-data/media, profile=default]");
    }

    @ParameterizedTest
    @CsvSource({"5s, PT5S", "500ms, PT0.5S", "2m, PT2M", "PT1M30S, PT1M30S"})
    void parsesDurations(String text, Duration duration) {
        Setting setting = new Setting(ConfigOption.DATABASE_BUSY_TIMEOUT, text, Setting.BY_CODE);

        assertThat(setting.duration()).isEqualTo(duration);
        config().busyTimeout(duration).build();
    }

    @ParameterizedTest
    @CsvSource({
        "reelstore.database.busy-timeout, soon",
        "reelstore.database.busy-timeout, 5",
        "reelstore.database.busy-timeout, 0s",
        "reelstore.database.busy-timeout, -PT1S",
        "reelstore.database.busy-timeout, PT999999999999999999S",
        "reelstore.database.readers, many",
        "reelstore.database.readers, 0",
        "reelstore.database.readers, 1000000",
        "reelstore.profile, ' '",
        "reelstore.profile, ''",
        "reelstore.database.busy-timeout, ''",
        "reelstore.database.schema, ''",
        "reelstore.database.schema, ' '",
        "reelstore.database.connections, ten",
        "reelstore.database.statement-timeout, 30",
        "reelstore.storage.path-style, yes",
        "reelstore.storage.path-style, TRUE",
        "reelstore.storage.encryption, aes",
        "reelstore.storage.encryption, ''",
        "reelstore.storage.endpoint, localhost:9000",
        "reelstore.storage.endpoint, ftp://localhost",
        "reelstore.storage.endpoint, http://localhost/?x=1",
        "reelstore.storage.endpoint, https:///bucket",
        "reelstore.storage.endpoint, http://127.0.0.1:99999",
        "reelstore.storage.endpoint, http://127.0.0.1:0",
        "reelstore.storage.region, ' '"
    })
    void rejectsInvalidValues(String key, String value) {
        assertThatThrownBy(() -> config().set(key, value).build()).isInstanceOf(StorageException.Configuration.class);
    }

    @Test
    void acceptsANumberOfReaders() {
        config().readers(1).build();
    }
}
