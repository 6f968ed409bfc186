package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options there are. This is the one table that reading and refusing go by; the one in the README is tested against it.
 */
public enum ConfigOption {
    /** Where the rows are. */
    DATABASE_URL(
            "reelstore.database.url",
            "jdbc:sqlite:reelstore-data/reelstore.db",
            "where the rows are: jdbc:sqlite:FILE; a relative file is one of the working folder"),
    /** Where the files are. */
    STORAGE_URL(
            "reelstore.storage.url",
            "file:reelstore-data/media",
            "where the files are: file:///FOLDER or file:FOLDER; a relative folder is one of the working folder"),
    /** Whose rows and files these are. */
    PROFILE("reelstore.profile", "default", "whose rows and files are read and written"),
    /** How long to wait for a lock. */
    DATABASE_BUSY_TIMEOUT(
            "reelstore.database.busy-timeout",
            "5s",
            "how long to wait for another process's lock on the database: 5s, 500ms, or ISO 8601 such as PT5S"),
    /** How many read at once. */
    DATABASE_READERS(
            "reelstore.database.readers", "4", "how many readings of the database may go on at once, 1 to 100");

    private static final String ENVIRONMENT_PREFIX = "REELSTORE_";

    private final String key;
    private final String defaultValue;
    private final String meaning;

    ConfigOption(String key, String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Its name in a file and in code, such as {@code reelstore.database.url}. */
    public String key() {
        return key;
    }

    /** Its name in the environment: the key in upper case with {@code _} for dots and dashes. */
    public String environmentVariable() {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** What it is where nothing sets it. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it is for, in a few words. */
    public String meaning() {
        return meaning;
    }

    /**
     * The option of that key.
     *
     * @param where what names it, for the message
     * @throws StorageException.Configuration if there is none; the message names those there are
     */
    static ConfigOption ofKey(String key, String where) {
        return Arrays.stream(values())
                .filter(option -> option.key.equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(
                        key,
                        where + " has an unknown key " + Setting.quoted(key),
                        Arrays.stream(values()).map(ConfigOption::key).collect(Collectors.joining(", "))));
    }

    /**
     * The option that an environment variable sets; empty if the variable is none of ours.
     *
     * @throws StorageException.Configuration if it looks like one of ours and is not
     */
    static Optional<ConfigOption> ofVariable(String variable) {
        if (!variable.startsWith(ENVIRONMENT_PREFIX)) {
            return Optional.empty();
        }
        Optional<ConfigOption> found = Arrays.stream(values())
                .filter(option -> option.environmentVariable().equals(variable))
                .findFirst();
        if (found.isEmpty()) {
            throw unknown(
                    variable,
                    "The environment has an unknown variable " + Setting.quoted(variable),
                    Arrays.stream(values())
                            .map(ConfigOption::environmentVariable)
                            .collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static StorageException.Configuration unknown(String subject, String what, String valid) {
        return new StorageException.Configuration(subject, what + "; the valid ones are " + valid + ".");
    }
}
