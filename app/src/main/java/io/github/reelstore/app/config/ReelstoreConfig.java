package io.github.reelstore.app.config;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.media.MediaConfig;
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
 * How a {@link Reelstore} is set up: checked once, when it is built, and immutable afterwards. {@link ConfigOption} lists the
 * options. A file is overridden by the environment, and both by code, whatever the order of the builder's calls.
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
        this.profile = OptionParsers.profile(settings.of(ConfigOption.PROFILE));
        this.media = media(settings);
        this.settings = settings;
    }

    /** A builder with nothing set: rows and files go to {@code reelstore-data} in the working folder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the rows are, with an absolute path; never with a password. */
    public String databaseUrl() {
        return database.url();
    }

    /** Where the files are, with an absolute path. */
    public String storageUrl() {
        return storage.url();
    }

    /** Whose rows and files these are. */
    public ProfileId profile() {
        return profile;
    }

    /**
     * The database as the SQLite adapter takes it, to adopt it by {@link Adoption}; empty where it is not an SQLite file.
     */
    public Optional<SqliteConfig> sqlite() {
        return Backend.sqliteConfig(settings);
    }

    /** Every option with its value and who set it, in the order of {@link ConfigOption}; safe to log. */
    public List<EffectiveSetting> settings() {
        return ConfigReport.of(settings);
    }

    /** Whether stored images and videos get a thumbnail. */
    public boolean thumbnails() {
        return settings.optionalFlag(ConfigOption.MEDIA_THUMBNAILS).orElseThrow();
    }

    /** How far reading media files may go. */
    public MediaConfig media() {
        return media;
    }

    static MediaConfig media(Settings settings) {
        return new MediaConfig(
                settings.wholeNumber(ConfigOption.MEDIA_PIXELS),
                settings.duration(ConfigOption.MEDIA_TIME),
                settings.optionalPath(ConfigOption.MEDIA_FFMPEG));
    }

    public Backend database() {
        return database;
    }

    public Backend storage() {
        return storage;
    }

    @Override
    public String toString() {
        return "ReelstoreConfig[database=" + databaseUrl() + ", storage=" + storageUrl() + ", profile=" + profile + "]";
    }

    /** Builds a {@link ReelstoreConfig}. */
    public static final class Builder {

        /** Some editors begin a file in UTF-8 with it. */
        private static final int BYTE_ORDER_MARK = 0xFEFF;

        private final Map<ConfigOption, Setting> fromFile = new EnumMap<>(ConfigOption.class);
        private final Map<ConfigOption, Setting> fromEnvironment = new EnumMap<>(ConfigOption.class);
        private final Map<ConfigOption, Setting> fromCode = new EnumMap<>(ConfigOption.class);
        private Path workingFolder = Path.of("");

        private Builder() {}

        /**
         * Takes the options of a {@code .properties} file in UTF-8. Blanks at the end of a line are no part of the value,
         * except of a password.
         *
         * @throws StorageException.Configuration if it cannot be read, or has a key that is none
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
         * Takes the options of an environment, such as {@code System.getenv()}; what does not begin with {@code REELSTORE_},
         * or begins with {@code REELSTORE_TEST_}, is left alone.
         *
         * @throws StorageException.Configuration if a variable begins with {@code REELSTORE_} and is no option
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
         * Sets an option for somebody else, whom messages and {@link #settings} name.
         *
         * @param source who that is, in a few words, such as {@code option --database}
         */
        public Builder set(ConfigOption option, String value, String source) {
            fromCode.put(option, new Setting(option, value, source));
            return this;
        }

        /** Sets where the rows are. */
        public Builder databaseUrl(String url) {
            return set(ConfigOption.DATABASE_URL, url);
        }

        /** Sets who connects to the database, and that user's password. */
        public Builder databaseCredentials(String user, String password) {
            return set(ConfigOption.DATABASE_USER, user).set(ConfigOption.DATABASE_PASSWORD, password);
        }

        /** Sets where the files are. */
        public Builder storageUrl(String url) {
            return set(ConfigOption.STORAGE_URL, url);
        }

        /** Sets whose rows and files these are. */
        public Builder profile(ProfileId profile) {
            return set(ConfigOption.PROFILE, profile.value());
        }

        /** Sets how long to wait for another process's lock on the database. */
        public Builder busyTimeout(Duration timeout) {
            return set(ConfigOption.DATABASE_BUSY_TIMEOUT, timeout.toString());
        }

        /** Sets how many readings of the database may go on at once. */
        public Builder readers(int readers) {
            return set(ConfigOption.DATABASE_READERS, Integer.toString(readers));
        }

        /** Sets what relative files and folders are relative to; the process's working folder where this is not called. */
        public Builder workingFolder(Path folder) {
            this.workingFolder = folder;
            return this;
        }

        /**
         * Builds it.
         *
         * @throws StorageException.Configuration if a value is not valid; the message says which and why
         */
        public ReelstoreConfig build() {
            Settings settings = chosen();
            settings.all().values().forEach(OptionParsers::check);
            return new ReelstoreConfig(settings);
        }

        /**
         * Every option with its value, who set it, and what is wrong with it: for a look at what {@link #build} would refuse.
         * Safe to log.
         */
        public List<EffectiveSetting> settings() {
            return ConfigReport.of(chosen());
        }

        Settings chosen() {
            Map<ConfigOption, Setting> all = new EnumMap<>(ConfigOption.class);
            for (ConfigOption option : ConfigOption.values()) {
                all.put(option, Setting.standard(option));
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
