package io.github.reelstore.app.config;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.MediaModule;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The configuration of a {@code Reelstore}. It is validated when it is built, and immutable. {@link ConfigOption} lists
 * the options. The environment overrides a file, and code overrides both, whatever the order of the builder's calls.
 *
 * <pre>{@code
 * ReelstoreConfig config = ReelstoreConfig.builder()
 *         .file(Path.of("reelstore.properties"))
 *         .environment(System.getenv())
 *         .profile(ProfileId.of("studio"))
 *         .build();
 * }</pre>
 */
public final class ReelstoreConfig {

    private final Backend database;
    private final Backend storage;
    private final ProfileId profile;
    private final MediaConfig media;
    private final Settings settings;

    private ReelstoreConfig(Settings settings) {
        this.database = Backend.ofDatabase(settings);
        this.storage = Backend.ofStorage(settings);
        this.profile = settings.of(ConfigOption.PROFILE).profile();
        this.media = settings.media();
        this.settings = settings;
    }

    /** A builder with default values: rows and files are stored in {@code reelstore-data} in the working folder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The URL of the database, with an absolute path and without a password. */
    public String databaseUrl() {
        return database.url();
    }

    /** The URL of the blob store, with an absolute path. */
    public String storageUrl() {
        return storage.url();
    }

    /** The profile (tenant) whose rows and files the store reads and writes. */
    public ProfileId profile() {
        return profile;
    }

    /** The folder of a blob store on local disk, an absolute path; empty for one in S3. */
    public Optional<Path> storageFolder() {
        return storage.local();
    }

    /** The configuration of the SQLite adapter, for {@link Adoption}; empty if the database is not SQLite. */
    public Optional<SqliteConfig> sqlite() {
        return Backend.sqliteConfig(settings);
    }

    /** Every option with its value and source, in the order of {@link ConfigOption}; safe to log. */
    public List<EffectiveSetting> settings() {
        return settings.report();
    }

    /** Whether stored images and videos get thumbnails. */
    public boolean thumbnails() {
        return settings.of(ConfigOption.MEDIA_THUMBNAILS).flag();
    }

    /** The path of ffmpeg; empty to look for it on the PATH. */
    public Optional<Path> ffmpeg() {
        return media.ffmpeg();
    }

    /**
     * Whether the store is only read: because it is configured so, or because its SQLite file or the folder of its blob
     * store exists and may not be written now.
     */
    public boolean isReadOnly() {
        return settings.of(ConfigOption.DATABASE_READ_ONLY).flag()
                || database.mayNotBeWritten()
                || storage.mayNotBeWritten();
    }

    /**
     * Why {@link #isReadOnly} is true, and what to do about it, as one sentence; empty if it is false, or if the store
     * is configured as read-only.
     */
    public Optional<String> readOnlyReason() {
        if (settings.of(ConfigOption.DATABASE_READ_ONLY).flag()) {
            return Optional.empty();
        }
        return database.notWritable().or(storage::notWritable).map(ReelstoreConfig::notWritable);
    }

    private static String notWritable(Path path) {
        return "This user may not write to the " + (Files.isDirectory(path) ? "folder " : "file ")
                + Messages.quoted(path.toString())
                + ": change its permissions, or mount its disk for writing.";
    }

    /**
     * A Guice module of the configured adapters, which binds {@code Transactions}, {@code IdGenerator}, {@code
     * BlobStore}, {@code MediaProbe} and {@code Thumbnailer}. The database and the blob store are opened when they are
     * first injected, each by itself. The thumbnailer works whatever {@link #thumbnails} says. A module serves one
     * injector. Most programs want {@code ReelstoreModule} instead.
     */
    public Module adapters() {
        boolean readOnly = isReadOnly();
        return Modules.combine(
                (readOnly ? database.readOnlyModule() : database.module()).get(),
                (readOnly ? storage.readOnlyModule() : storage.module()).get(),
                new MediaModule(media));
    }

    /**
     * Opens the database to copy its rows, or to copy rows to it; creates or upgrades it, unless the store is only read. Close it.
     *
     * @throws StorageException.Configuration if the database does not match its configuration
     * @throws StorageException.Unavailable if it cannot be reached
     */
    public CopyableDatabase openToCopy() {
        return Backend.openToCopy(settings, isReadOnly());
    }

    /** Whether the database is an SQLite file that does not exist, and would be created. */
    public boolean lacksDatabaseFile() {
        return Backend.sqliteConfig(settings)
                .filter(sqlite -> Files.notExists(sqlite.file()))
                .isPresent();
    }

    @Override
    public String toString() {
        return "ReelstoreConfig[database=" + databaseUrl() + ", storage=" + storageUrl() + ", profile=" + profile + "]";
    }

    /** Builds a {@link ReelstoreConfig}. */
    public static final class Builder {

        /** Some editors put it at the beginning of a UTF-8 file. */
        private static final int BYTE_ORDER_MARK = 0xFEFF;

        private final Map<ConfigOption, Setting> fromFile = new EnumMap<>(ConfigOption.class);
        private final Map<ConfigOption, Setting> fromEnvironment = new EnumMap<>(ConfigOption.class);
        private final Map<ConfigOption, Setting> fromCode = new EnumMap<>(ConfigOption.class);
        private Path workingFolder = Path.of("");

        private Builder() {}

        /**
         * Reads the options from a {@code .properties} file in UTF-8. Trailing whitespace is removed from values,
         * except from a password.
         *
         * @throws StorageException.Configuration if the file cannot be read or contains an unknown key
         */
        public Builder file(Path file) {
            Properties properties = read(file);
            for (String key : properties.stringPropertyNames()) {
                ConfigOption option = ConfigOption.ofKey(key, "The configuration file " + file);
                String value = properties.getProperty(key);
                fromFile.put(
                        option, new Setting(option, option.isSecret() ? value : value.stripTrailing(), "file " + file));
            }
            return this;
        }

        /**
         * Reads the options from an environment such as {@code System.getenv()}. Variables that do not begin with
         * {@code REELSTORE_}, or that begin with {@code REELSTORE_TEST_} or {@code REELSTORE_TO_} (the target of a copy), are ignored.
         *
         * @throws StorageException.Configuration if a variable begins with {@code REELSTORE_} but is not an option
         */
        public Builder environment(Map<String, String> environment) {
            environment.forEach((variable, value) -> ConfigOption.ofVariable(variable)
                    .ifPresent(option ->
                            fromEnvironment.put(option, new Setting(option, value, "environment " + variable))));
            return this;
        }

        /**
         * Sets an option by its key.
         *
         * @throws StorageException.Configuration if there is no such key
         */
        public Builder set(String key, String value) {
            return set(ConfigOption.ofKey(key, "The configuration"), value);
        }

        /** Sets an option. */
        public Builder set(ConfigOption option, String value) {
            return set(option, value, Setting.BY_CODE);
        }

        /**
         * Sets an option and names its source, which messages and {@link #settings} show.
         *
         * @param source the source in a few words, such as {@code option --database}
         */
        public Builder set(ConfigOption option, String value, String source) {
            fromCode.put(option, new Setting(option, value, source));
            return this;
        }

        /** Sets the URL of the database. */
        public Builder databaseUrl(String url) {
            return set(ConfigOption.DATABASE_URL, url);
        }

        /** Sets the database user and the user's password. */
        public Builder databaseCredentials(String user, String password) {
            return set(ConfigOption.DATABASE_USER, user).set(ConfigOption.DATABASE_PASSWORD, password);
        }

        /** Sets the URL of the blob store. */
        public Builder storageUrl(String url) {
            return set(ConfigOption.STORAGE_URL, url);
        }

        /** Sets the profile (tenant). */
        public Builder profile(ProfileId profile) {
            return set(ConfigOption.PROFILE, profile.value());
        }

        /** Sets how long to wait for a database lock of another process. */
        public Builder busyTimeout(Duration timeout) {
            return set(ConfigOption.DATABASE_BUSY_TIMEOUT, timeout.toString());
        }

        /** Sets the maximum number of concurrent reads of the database. */
        public Builder readers(int readers) {
            return set(ConfigOption.DATABASE_READERS, Integer.toString(readers));
        }

        /** Opens database and blob store only to read them; writes throw {@link StorageException.ReadOnly}. */
        public Builder readOnly() {
            return set(ConfigOption.DATABASE_READ_ONLY, "true");
        }

        /** Sets the base folder of relative paths. The default is the working folder of the process. */
        public Builder workingFolder(Path folder) {
            this.workingFolder = folder;
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws StorageException.Configuration if a value is not valid; the message says which and why
         */
        public ReelstoreConfig build() {
            Settings settings = merged();
            settings.all().values().forEach(Setting::check);
            return new ReelstoreConfig(settings);
        }

        /**
         * Every option with its value, source and problem, including values that {@link #build} would reject. Safe to
         * log.
         */
        public List<EffectiveSetting> settings() {
            return merged().report();
        }

        Settings merged() {
            Map<ConfigOption, Setting> all = new EnumMap<>(ConfigOption.class);
            for (ConfigOption option : ConfigOption.values()) {
                all.put(option, Setting.defaultOf(option));
            }
            all.putAll(fromFile);
            all.putAll(fromEnvironment);
            all.putAll(fromCode);
            return new Settings(all, workingFolder.toAbsolutePath());
        }

        private static Properties read(Path file) {
            Properties properties = new Properties();
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                reader.mark(1);
                if (reader.read() != BYTE_ORDER_MARK) {
                    reader.reset();
                }
                properties.load(reader);
                return properties;
            } catch (IOException | IllegalArgumentException e) {
                throw new StorageException.Configuration(
                        file.toString(),
                        "Cannot read the configuration file " + file + ": " + reason(file, e) + ".",
                        e);
            }
        }

        private static String reason(Path file, Exception e) {
            if (!Files.exists(file)) {
                return "there is no such file";
            }
            return Files.isDirectory(file)
                    ? "it is a folder"
                    : "it is not a readable .properties file in UTF-8 (" + e.getMessage() + ")";
        }
    }
}
