package io.github.reelstore.app.config;

import com.google.inject.Module;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.localfs.LocalFsModule;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.postgres.PostgresCopy;
import io.github.reelstore.postgres.PostgresModule;
import io.github.reelstore.s3.S3Config;
import io.github.reelstore.s3.S3Module;
import io.github.reelstore.sqlite.SqliteModule;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.copy.SqliteCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A configured adapter that is not open yet, selected by the scheme of a URL. To add an adapter, add a case here.
 *
 * @param url the URL, without secrets
 * @param local the local file or folder, if it is on this machine; opening creates it if it is missing
 * @param module creates the Guice module that opens the adapter; each opening needs its own, because a module serves
 *     one injector
 * @param readOnlyModule the same, for an adapter that is only read
 */
record Backend(String url, Optional<Path> local, Supplier<Module> module, Supplier<Module> readOnlyModule) {

    private static final String POSTGRES = "jdbc:postgresql://HOST[:PORT]/DATABASE";

    /** Whether it exists on this machine, and this process may not write to it. */
    boolean mayNotBeWritten() {
        return notWritable().isPresent();
    }

    /** The file or folder that exists on this machine and that this process may not write to. */
    Optional<Path> notWritable() {
        return local.filter(Files::exists).flatMap(path -> {
            if (!Files.isWritable(path)) {
                return Optional.of(path);
            }
            // a database also needs files next to it
            return Optional.of(path)
                    .filter(Files::isRegularFile)
                    .map(file -> file.toAbsolutePath().getParent())
                    .filter(folder -> !Files.isWritable(folder));
        });
    }

    /**
     * @throws StorageException.Configuration if the URL is not one of a supported database, or one of its options is
     *     not valid
     */
    static Backend ofDatabase(Settings settings) {
        Setting url = settings.of(ConfigOption.DATABASE_URL);
        String scheme = Locations.schemeOf(url.value());
        return switch (scheme) {
            case "jdbc:sqlite" -> sqlite(settings, url);
            case "jdbc:postgresql" -> postgres(settings, url);
            case "postgres", "postgresql", "jdbc:postgres" ->
                throw url.rejected("begins with \"" + scheme + ":\"; write " + POSTGRES
                        + ", and set the user and password as separate options");
            default -> throw unsupported(url, scheme, "jdbc:sqlite:FILE and " + POSTGRES);
        };
    }

    /**
     * @throws StorageException.Configuration if the URL is not one of a supported blob store, or one of its options is
     *     not valid
     */
    static Backend ofStorage(Settings settings) {
        Setting url = settings.of(ConfigOption.STORAGE_URL);
        String scheme = Locations.schemeOf(url.value());
        return switch (scheme) {
            case "file" -> localDisk(settings, url);
            case "s3" -> s3(settings, url);
            default -> throw unsupported(url, scheme, "file:///FOLDER, file:FOLDER and s3://BUCKET[/PREFIX]");
        };
    }

    private static Backend sqlite(Settings settings, Setting url) {
        SqliteConfig config = sqliteConfig(settings, url);
        return new Backend(
                "jdbc:sqlite:" + config.file(),
                Optional.of(config.file()),
                () -> new SqliteModule(config),
                () -> SqliteModule.readOnly(config));
    }

    private static SqliteConfig sqliteConfig(Settings settings, Setting url) {
        Path file = Locations.sqliteFile(url, settings.workingFolder());
        return settings.checked(
                url,
                () -> new SqliteConfig(
                        file,
                        settings.of(ConfigOption.DATABASE_BUSY_TIMEOUT).duration(),
                        settings.of(ConfigOption.DATABASE_READERS).wholeNumber()));
    }

    /** The configuration of the SQLite file that the settings name; empty if they name another database. */
    static Optional<SqliteConfig> sqliteConfig(Settings settings) {
        Setting url = settings.of(ConfigOption.DATABASE_URL);
        return Locations.schemeOf(url.value()).equals("jdbc:sqlite")
                ? Optional.of(sqliteConfig(settings, url))
                : Optional.empty();
    }

    private static Backend postgres(Settings settings, Setting url) {
        PostgresConfig config = postgresConfig(settings, url);
        return new Backend(
                config.url(),
                Optional.empty(),
                () -> new PostgresModule(config),
                () -> PostgresModule.readOnly(config));
    }

    private static PostgresConfig postgresConfig(Settings settings, Setting url) {
        // the driver accepts the scheme in lower case only
        String driverUrl = "jdbc:postgresql" + url.value().substring("jdbc:postgresql".length());
        return settings.checked(
                url,
                () -> new PostgresConfig(
                        driverUrl,
                        settings.find(ConfigOption.DATABASE_USER, Setting::value),
                        settings.find(ConfigOption.DATABASE_PASSWORD, Setting::value),
                        settings.of(ConfigOption.DATABASE_SCHEMA).value(),
                        settings.of(ConfigOption.DATABASE_CONNECTIONS).wholeNumber(),
                        settings.of(ConfigOption.DATABASE_BUSY_TIMEOUT).duration(),
                        settings.of(ConfigOption.DATABASE_STATEMENT_TIMEOUT).duration()));
    }

    /** Opens the configured database to copy its rows. */
    static CopyableDatabase openToCopy(Settings settings, boolean readOnly) {
        Setting url = settings.of(ConfigOption.DATABASE_URL);
        Clock clock = Clock.systemUTC();
        Optional<SqliteConfig> sqlite = sqliteConfig(settings);
        if (sqlite.isPresent()) {
            return readOnly ? SqliteCopy.openReadOnly(sqlite.get(), clock) : SqliteCopy.open(sqlite.get(), clock);
        }
        PostgresConfig postgres = postgresConfig(settings, url);
        return readOnly ? PostgresCopy.openReadOnly(postgres, clock) : PostgresCopy.open(postgres, clock);
    }

    private static Backend localDisk(Settings settings, Setting url) {
        Path folder = Locations.folder(url, settings.workingFolder());
        LocalFsConfig config = new LocalFsConfig(folder);
        return new Backend(
                Locations.fileUrl(folder),
                Optional.of(folder),
                () -> new LocalFsModule(config),
                () -> LocalFsModule.readOnly(config));
    }

    private static Backend s3(Settings settings, Setting url) {
        Locations.Bucket bucket = Locations.bucket(url);
        S3Config config = settings.checked(url, () -> s3Config(settings, bucket));
        return new Backend(bucket.url(), Optional.empty(), () -> new S3Module(config), () -> S3Module.readOnly(config));
    }

    static S3Config s3Config(Settings settings, Locations.Bucket bucket) {
        S3Config.Builder config = S3Config.builder(bucket.name())
                .prefix(bucket.prefix())
                .encryption(encryption(settings.of(ConfigOption.STORAGE_ENCRYPTION)));
        settings.find(ConfigOption.STORAGE_REGION, Setting::value).ifPresent(config::region);
        settings.find(ConfigOption.STORAGE_ENDPOINT, Locations::endpoint).ifPresent(config::endpoint);
        settings.find(ConfigOption.STORAGE_PATH_STYLE, Setting::flag).ifPresent(config::pathStyle);
        settings.find(ConfigOption.STORAGE_CLASS, Setting::value).ifPresent(config::storageClass);
        settings.find(ConfigOption.STORAGE_KMS_KEY, Setting::value).ifPresent(config::kmsKey);
        settings.path(ConfigOption.STORAGE_STAGING).ifPresent(config::staging);
        return config.build();
    }

    static S3Config.Encryption encryption(Setting setting) {
        return Arrays.stream(S3Config.Encryption.values())
                .filter(encryption -> nameOf(encryption).equals(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.rejected("is " + Setting.quoted(setting.value()) + "; it must be one of "
                        + Arrays.stream(S3Config.Encryption.values())
                                .map(Backend::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    private static String nameOf(S3Config.Encryption encryption) {
        return switch (encryption) {
            case BUCKET_DEFAULT -> "bucket";
            case SSE_S3 -> "sse-s3";
            case SSE_KMS -> "sse-kms";
        };
    }

    /** Shows only the scheme, because the rest may contain a password. */
    private static StorageException.Configuration unsupported(Setting url, String scheme, String supported) {
        String what = scheme.isEmpty() ? "is not a URL" : "begins with \"" + scheme + ":\", which is not supported";
        return url.rejected(what + "; this version supports " + supported);
    }
}
