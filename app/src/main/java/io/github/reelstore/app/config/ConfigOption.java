package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.NearestName;
import io.github.reelstore.media.MediaConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration options. Parsing, validation and {@code config show} all use this table; a test compares the one in
 * docs/configuration.md with it.
 */
public enum ConfigOption {
    /** The URL of the database. */
    DATABASE_URL(
            "reelstore.database.url",
            url -> {},
            Scope.EVERY,
            "jdbc:sqlite:reelstore-data/reelstore.db",
            "the database: jdbc:sqlite:FILE or jdbc:postgresql://HOST[:PORT]/DATABASE, never with a password;"
                    + " relative paths are resolved against the working directory"),
    /** The URL of the blob store. */
    STORAGE_URL(
            "reelstore.storage.url",
            url -> {},
            Scope.EVERY,
            "file:reelstore-data/media",
            "the blob store: file:///FOLDER, file:FOLDER or s3://BUCKET[/PREFIX]; relative paths are resolved against"
                    + " the working directory"),
    /** The profile (tenant). */
    PROFILE(
            "reelstore.profile",
            Setting::profile,
            Scope.EVERY,
            "default",
            "the profile (tenant) whose rows and files are read and written"),
    /** How long to wait for a database lock. */
    DATABASE_BUSY_TIMEOUT(
            "reelstore.database.busy-timeout",
            Setting::duration,
            Scope.EVERY,
            "5s",
            "how long to wait for a lock in the database: 5s, 500ms, or ISO 8601 such as PT5S"),
    /** Whether the store is only read. */
    DATABASE_READ_ONLY(
            "reelstore.database.read-only",
            Setting::flag,
            Scope.EVERY,
            "false",
            "whether to open database and blob store only to read them: true or false; a local store that may not be"
                    + " written is opened so by itself"),
    /** The maximum number of concurrent reads. */
    DATABASE_READERS(
            "reelstore.database.readers",
            Setting::wholeNumber,
            Scope.SQLITE,
            "4",
            "the maximum number of concurrent reads, 1 to 100"),
    /** The database user. */
    DATABASE_USER(
            "reelstore.database.user",
            Setting::text,
            Scope.POSTGRES,
            "the user to connect as; by default the system's user"),
    /** The user's password. */
    DATABASE_PASSWORD(
            "reelstore.database.password",
            Setting::text,
            Scope.POSTGRES,
            "the user's password, if the server requires one; never printed"),
    /** The schema that holds the tables. */
    DATABASE_SCHEMA(
            "reelstore.database.schema",
            Setting::text,
            Scope.POSTGRES,
            "reelstore",
            "the schema that holds the tables, created if missing"),
    /** The maximum number of connections. */
    DATABASE_CONNECTIONS(
            "reelstore.database.connections",
            Setting::wholeNumber,
            Scope.POSTGRES,
            "10",
            "the maximum number of connections, 1 to 1000"),
    /** The time limit of a statement. */
    DATABASE_STATEMENT_TIMEOUT(
            "reelstore.database.statement-timeout",
            Setting::duration,
            Scope.POSTGRES,
            "30s",
            "the maximum total time of a statement"),
    /** The region of the bucket. */
    STORAGE_REGION(
            "reelstore.storage.region",
            Setting::text,
            Scope.S3,
            "the region of the bucket; by default the AWS SDK's choice"),
    /** The URL of the S3 server. */
    STORAGE_ENDPOINT(
            "reelstore.storage.endpoint",
            Locations::endpoint,
            Scope.S3,
            "the URL of a server other than AWS, such as https://s3.example:9000"),
    /** Whether the bucket's name is in the path or in the host name. */
    STORAGE_PATH_STYLE(
            "reelstore.storage.path-style",
            Setting::flag,
            Scope.S3,
            "whether the bucket is in the path instead of the host name: true or false; by default true if an"
                    + " endpoint is set"),
    /** The storage class. */
    STORAGE_CLASS(
            "reelstore.storage.storage-class",
            Setting::text,
            Scope.S3,
            "the storage class, such as STANDARD_IA; by default the bucket's"),
    /** The server-side encryption. */
    STORAGE_ENCRYPTION(
            "reelstore.storage.encryption",
            Backend::encryption,
            Scope.S3,
            "bucket",
            "server-side encryption: bucket (the bucket's setting), sse-s3 or sse-kms"),
    /** The encryption key. */
    STORAGE_KMS_KEY(
            "reelstore.storage.kms-key",
            Setting::text,
            Scope.S3,
            "the id of the key for sse-kms; by default the account's default key"),
    /** The local directory for staged files. */
    STORAGE_STAGING(
            "reelstore.storage.staging",
            Setting::text,
            Scope.S3,
            "the local directory for staged files; by default one in the system's temporary directory"),
    /** Whether thumbnails are made. */
    MEDIA_THUMBNAILS(
            "reelstore.media.thumbnails",
            Setting::flag,
            Scope.EVERY,
            "true",
            "whether to create thumbnails of images and videos: true or false; video thumbnails need ffmpeg and take a"
                    + " moment each"),
    /** Larger images get no thumbnail. */
    MEDIA_PIXELS(
            "reelstore.media.pixels",
            Setting::wholeNumber,
            Scope.EVERY,
            String.valueOf(MediaConfig.PIXELS),
            "the maximum number of pixels of an image that gets a thumbnail"),
    /** The time limit for reading a file. */
    MEDIA_TIME(
            "reelstore.media.time",
            Setting::duration,
            Scope.EVERY,
            MediaConfig.TIME.toSeconds() + "s",
            "the time limit for reading a file's metadata, and for making its thumbnail"),
    /** The ffmpeg executable, which makes thumbnails of videos and renders films. */
    MEDIA_FFMPEG(
            "reelstore.media.ffmpeg",
            Setting::text,
            Scope.EVERY,
            "the path of ffmpeg, which extracts frames from videos and renders films; by default the one on the PATH, if"
                    + " any");

    private static final String ENVIRONMENT_PREFIX = "REELSTORE_";

    /** The prefix of the variables of Reelstore's own tests. */
    private static final String TEST_PREFIX = "REELSTORE_TEST_";

    /** The prefix of the variables of the target of a copy: {@code REELSTORE_TO_DATABASE_PASSWORD}. */
    public static final String TARGET_PREFIX = "REELSTORE_TO_";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final Consumer<Setting> check;

    private final Scope scope;
    private final @Nullable String defaultValue;
    private final String meaning;

    ConfigOption(String key, Consumer<Setting> check, Scope scope, String meaning) {
        this(key, check, scope, null, meaning);
    }

    ConfigOption(String key, Consumer<Setting> check, Scope scope, @Nullable String defaultValue, String meaning) {
        this.key = key;
        this.check = check;
        this.scope = scope;
        this.defaultValue = defaultValue;
        this.meaning = scope.label + meaning;
    }

    /** The option's name in a file and in code, such as {@code reelstore.database.url}. */
    public String key() {
        return key;
    }

    /** The option's name in the environment: the key in upper case, with {@code _} for dots and dashes. */
    public String environmentVariable() {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * The value if the option is not set. Empty for an optional option; setting such an option to an empty value means
     * "not set".
     */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What the option is for, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether the value is a secret, which is never shown. */
    public boolean isSecret() {
        return this == DATABASE_PASSWORD;
    }

    /** Rejects a value that is not valid on its own. */
    Consumer<Setting> check() {
        return check;
    }

    Scope scope() {
        return scope;
    }

    /**
     * The option of that key.
     *
     * @param where the source of the key, for the message
     * @throws StorageException.Configuration if there is no such option; the message names the nearest key, or lists the valid ones
     */
    static ConfigOption ofKey(String key, String where) {
        return find(key)
                .orElseThrow(() -> unknown(
                        NAME.matcher(key).matches() ? key : "",
                        where + " has " + unknownKey(key),
                        key,
                        Arrays.stream(values()).map(ConfigOption::key).toList()));
    }

    /** Text that is not a name may be a password on a line of its own, so it is not shown. */
    private static String unknownKey(String key) {
        return NAME.matcher(key).matches() ? "an unknown key " + Setting.quoted(key) : "a line that is not KEY=VALUE";
    }

    /** The option of that key, or empty. */
    static Optional<ConfigOption> find(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    /**
     * The option that an environment variable sets; empty if the variable does not belong to Reelstore.
     *
     * @throws StorageException.Configuration if the variable begins with {@code REELSTORE_} but is not an option
     */
    public static Optional<ConfigOption> ofVariable(String variable) {
        if (!variable.startsWith(ENVIRONMENT_PREFIX)
                || variable.startsWith(TEST_PREFIX)
                || variable.startsWith(TARGET_PREFIX)) {
            return Optional.empty();
        }
        Optional<ConfigOption> match = Arrays.stream(values())
                .filter(option -> option.environmentVariable().equals(variable))
                .findFirst();
        if (match.isEmpty()) {
            throw unknown(
                    variable,
                    "The environment has an unknown variable " + Setting.quoted(variable),
                    variable,
                    Arrays.stream(values())
                            .map(ConfigOption::environmentVariable)
                            .toList());
        }
        return match;
    }

    private static StorageException.Configuration unknown(
            String subject, String what, String typed, List<String> valid) {
        return new StorageException.Configuration(
                subject,
                what
                        + NearestName.of(typed, valid)
                                .map(nearest -> ". Did you mean " + nearest + "?")
                                .orElseGet(() -> "; valid are " + String.join(", ", valid) + "."));
    }

    /** The backend that uses an option. */
    enum Scope {
        EVERY("", ""),
        SQLITE("SQLite: ", "jdbc:sqlite"),
        POSTGRES("Postgres: ", "jdbc:postgresql"),
        S3("S3: ", "s3");

        /** The prefix of the option's description. */
        private final String label;

        private final String scheme;

        Scope(String label, String scheme) {
            this.label = label;
            this.scheme = scheme;
        }

        /** Whether the backend at that URL uses the option. */
        boolean contains(String url) {
            return this == EVERY || scheme.equals(Locations.schemeOf(url));
        }
    }
}
