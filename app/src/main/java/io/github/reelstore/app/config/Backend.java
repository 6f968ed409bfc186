package io.github.reelstore.app.config;

import com.google.inject.Module;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.localfs.LocalFsModule;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.postgres.PostgresModule;
import io.github.reelstore.s3.S3Config;
import io.github.reelstore.s3.S3Module;
import io.github.reelstore.sqlite.SqliteModule;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A configured adapter that is not open yet, selected by the scheme of a URL. To add an adapter, add a case here.
 *
 * @param url the URL, without secrets
 * @param local the local file or folder, if it is on this machine; opening creates it if it is missing
 * @param module creates the Guice module that opens the adapter; each opening needs its own, because a module serves
 *     one injector
 */
public record Backend(String url, Optional<Path> local, Supplier<Module> module) {

    private static final String POSTGRES = "jdbc:postgresql://HOST[:PORT]/DATABASE";

    /**
     * @throws StorageException.Configuration if the URL is not one of a supported database, or one of its options is
     *     not valid
     */
    static Backend ofDatabase(Settings settings) {
        Setting url = settings.of(ConfigOption.DATABASE_URL);
        String scheme = OptionScope.schemeOf(url.value());
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
        String scheme = OptionScope.schemeOf(url.value());
        return switch (scheme) {
            case "file" -> localDisk(settings, url);
            case "s3" -> s3(settings, url);
            default -> throw unsupported(url, scheme, "file:///FOLDER, file:FOLDER and s3://BUCKET[/PREFIX]");
        };
    }

    private static Backend sqlite(Settings settings, Setting url) {
        SqliteConfig config = sqliteConfig(settings, url);
        return new Backend("jdbc:sqlite:" + config.file(), Optional.of(config.file()), () -> new SqliteModule(config));
    }

    private static SqliteConfig sqliteConfig(Settings settings, Setting url) {
        Path file = Locations.sqliteFile(url, settings.workingFolder());
        return settings.checked(
                url,
                () -> new SqliteConfig(
                        file,
                        settings.duration(ConfigOption.DATABASE_BUSY_TIMEOUT),
                        settings.wholeNumber(ConfigOption.DATABASE_READERS)));
    }

    /** The configuration of the SQLite file that the settings name; empty if they name another database. */
    static Optional<SqliteConfig> sqliteConfig(Settings settings) {
        Setting url = settings.of(ConfigOption.DATABASE_URL);
        return OptionScope.schemeOf(url.value()).equals("jdbc:sqlite")
                ? Optional.of(sqliteConfig(settings, url))
                : Optional.empty();
    }

    private static Backend postgres(Settings settings, Setting url) {
        // the driver accepts the scheme in lower case only
        String driverUrl = "jdbc:postgresql" + url.value().substring("jdbc:postgresql".length());
        PostgresConfig config = settings.checked(
                url,
                () -> new PostgresConfig(
                        driverUrl,
                        settings.optionalText(ConfigOption.DATABASE_USER),
                        settings.optionalText(ConfigOption.DATABASE_PASSWORD),
                        settings.text(ConfigOption.DATABASE_SCHEMA),
                        settings.wholeNumber(ConfigOption.DATABASE_CONNECTIONS),
                        settings.duration(ConfigOption.DATABASE_BUSY_TIMEOUT),
                        settings.duration(ConfigOption.DATABASE_STATEMENT_TIMEOUT)));
        return new Backend(driverUrl, Optional.empty(), () -> new PostgresModule(config));
    }

    private static Backend localDisk(Settings settings, Setting url) {
        Path folder = Locations.folder(url, settings.workingFolder());
        LocalFsConfig config = new LocalFsConfig(folder);
        return new Backend(Locations.fileUrl(folder), Optional.of(folder), () -> new LocalFsModule(config));
    }

    private static Backend s3(Settings settings, Setting url) {
        Locations.Bucket bucket = Locations.bucket(url);
        S3Config config = settings.checked(url, () -> s3Config(settings, bucket));
        return new Backend(bucket.url(), Optional.empty(), () -> new S3Module(config));
    }

    static S3Config s3Config(Settings settings, Locations.Bucket bucket) {
        S3Config.Builder config = S3Config.builder(bucket.name())
                .prefix(bucket.prefix())
                .encryption(OptionParsers.encryption(settings.of(ConfigOption.STORAGE_ENCRYPTION)));
        settings.optionalText(ConfigOption.STORAGE_REGION).ifPresent(config::region);
        settings.optionalEndpoint(ConfigOption.STORAGE_ENDPOINT).ifPresent(config::endpoint);
        settings.optionalFlag(ConfigOption.STORAGE_PATH_STYLE).ifPresent(config::pathStyle);
        settings.optionalText(ConfigOption.STORAGE_CLASS).ifPresent(config::storageClass);
        settings.optionalText(ConfigOption.STORAGE_KMS_KEY).ifPresent(config::kmsKey);
        settings.optionalPath(ConfigOption.STORAGE_STAGING).ifPresent(config::staging);
        return config.build();
    }

    /** Shows only the scheme, because the rest may contain a password. */
    private static StorageException.Configuration unsupported(Setting url, String scheme, String supported) {
        String what = scheme.isEmpty() ? "is not a URL" : "begins with \"" + scheme + ":\", which is not supported";
        return url.rejected(what + "; this version supports " + supported);
    }
}
