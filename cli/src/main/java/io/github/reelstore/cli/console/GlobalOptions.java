package io.github.reelstore.cli.console;

import io.github.reelstore.domain.internal.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, before or after its name. */
public final class GlobalOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "read options from this .properties file")
    @Nullable Path config;

    @Option(
            names = "--database",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "the database: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE")
    @Nullable public String database;

    @Option(
            names = "--storage",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "the blob store: file:///FOLDER or s3://BUCKET/PREFIX")
    @Nullable String storage;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            converter = Conversions.NotBlank.class,
            description = "the profile (tenant) to use")
    @Nullable public String profile;

    @Option(
            names = "--read-only",
            scope = ScopeType.INHERIT,
            description = "open the store only to read it; nothing is written")
    public boolean readOnly;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print one JSON value")
    public boolean json;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "show the stack trace of a failure")
    boolean stacktrace;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "show log lines on standard error; not with --json")
    public boolean verbose;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "print the version")
    public boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    /** The options that select the store, as the user would type them, each with a leading space. */
    String asTyped() {
        return asTyped(database, profile);
    }

    /** Like {@link #asTyped()}, for another database and profile. */
    public String asTyped(@Nullable String otherDatabase, @Nullable String otherProfile) {
        List<String> typed = new ArrayList<>();
        add(typed, "--config", config == null ? null : config.toString());
        add(typed, "--database", otherDatabase);
        add(typed, "--storage", storage);
        add(typed, "--profile", otherProfile);
        if (readOnly) {
            typed.add(" --read-only");
        }
        return String.join("", typed);
    }

    private static void add(List<String> typed, String option, @Nullable String value) {
        if (value != null) {
            typed.add(" " + option + " " + Messages.forShell(value));
        }
    }
}
