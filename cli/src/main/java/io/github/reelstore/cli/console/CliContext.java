package io.github.reelstore.cli.console;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.backup.SqliteRestore;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The state of one run: its options, its output and its store, which is opened on first use. */
public final class CliContext implements AutoCloseable {

    private final Terminal terminal;
    private final GlobalOptions options;
    private final Output output;
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private @Nullable Reelstore store;

    public CliContext(Terminal terminal, GlobalOptions options) {
        this.terminal = terminal;
        this.options = options;
        this.output = new Output(terminal);
    }

    /** The terminal. With {@code --json}, standard error does not count as a screen: no progress or question is written to it. */
    public Terminal terminal() {
        return options.json ? terminal.without(Terminal.Channel.STDERR) : terminal;
    }

    public GlobalOptions options() {
        return options;
    }

    public Output output() {
        return output;
    }

    public ReelstoreConfig config() {
        return configBuilder().build();
    }

    public ReelstoreConfig.Builder configBuilder() {
        ReelstoreConfig.Builder config = ReelstoreConfig.builder()
                .workingFolder(terminal.workingFolder())
                .environment(terminal.environment());
        if (options.config != null) {
            config.file(options.config);
        }
        set(config, ConfigOption.DATABASE_URL, "--database", options.database);
        set(config, ConfigOption.STORAGE_URL, "--storage", options.storage);
        set(config, ConfigOption.PROFILE, "--profile", options.profile);
        if (options.readOnly) {
            config.set(ConfigOption.DATABASE_READ_ONLY, "true", "option --read-only");
        }
        return config;
    }

    private static void set(ReelstoreConfig.Builder config, ConfigOption option, String name, @Nullable String value) {
        if (value != null) {
            config.set(option, value, "option " + name);
        }
    }

    /** The configuration, after {@link #recover}. Commands that open the database call this first. */
    public ReelstoreConfig recoveredConfig() {
        ReelstoreConfig config = config();
        recover(config);
        return config;
    }

    /** Completes or undoes an interrupted restore, and reports on standard error which database is in place. */
    public void recover(ReelstoreConfig config) {
        config.sqlite()
                .filter(database -> !config.isReadOnly())
                .flatMap(SqliteRestore::recover)
                .filter(message -> !options.json)
                .ifPresent(message -> terminal.errPrinter().println(SafeText.of(message)));
    }

    /** The store, opened by the first call. */
    public Reelstore store() {
        return store(Reelstore::open);
    }

    /** The store, for a command that only reads: a blob store that does not exist is not created. Must be the first call. */
    public Reelstore storeToRead() {
        return store(Reelstore::openToRead);
    }

    /** The store, for a command that removes files, which also works on a full disk. Must be the first call. */
    public Reelstore storeToCollect() {
        return store(Reelstore::openToCollect);
    }

    private Reelstore store(Function<ReelstoreConfig, Reelstore> opening) {
        Reelstore open = store;
        if (open == null) {
            open = opening.apply(recoveredConfig());
            open.onInvalidValue(value -> warnings.add(value.message()));
            store = open;
        }
        return open;
    }

    /**
     * The store, for a command that writes. Fails on a damaged database even if the command then has nothing to write.
     *
     * @throws io.github.reelstore.domain.error.StorageException.Corrupt if the database is marked as damaged
     */
    public Reelstore storeToWrite() {
        requireUndamaged();
        return store();
    }

    /** Adds a warning to those that are printed once the command has succeeded. */
    public void warn(String message) {
        warnings.add(message);
    }

    /** Drops the warnings so far: the command has printed the same as its result. */
    public void dropWarnings() {
        warnings.clear();
    }

    /** Prints the warnings of a command that succeeded on standard error; in JSON as one value. */
    public void printWarnings() {
        List<String> found = List.copyOf(warnings);
        if (found.isEmpty()) {
            return;
        }
        PrintStream err = terminal.errPrinter();
        if (options.json) {
            err.println(JsonOutput.of(new JsonObject().with("warnings", found)));
        } else {
            found.forEach(warning -> err.println(SafeText.of(warning)));
        }
    }

    /**
     * Fails if the store is to be opened read-only, for a command that writes to the database in another way.
     *
     * @throws StorageException.ReadOnly if it is
     */
    public static void requireNotReadOnly(ReelstoreConfig config) {
        if (config.isReadOnly()) {
            throw StorageException.ReadOnly.store("database");
        }
    }

    /** Fails if the database is marked as damaged. */
    public void requireUndamaged() {
        config().sqlite().map(SqliteIntegrityCheck::of).ifPresent(SqliteIntegrityCheck::requireUndamaged);
    }

    /** Prints the result of a command: the value as JSON, or the text. */
    public <T> void print(T value, Function<Layout, String> text) {
        output.print(options.json, value, text);
    }

    /** Prints a stored video. If it has no thumbnail and the user can change that, says why on standard error. */
    public <T> void printVideo(
            T value, Optional<BlobKey> video, Optional<BlobKey> thumbnail, Function<Layout, String> text) {
        print(value, text);
        if (video.isPresent() && thumbnail.isEmpty()) {
            explainMissingThumbnail();
        }
    }

    /** Says on standard error why videos get no thumbnail, if the user can change that. */
    public void explainMissingThumbnail() {
        if (!options.json) {
            store().media()
                    .limitation()
                    .ifPresent(sentence -> terminal.errPrinter().println(SafeText.of(sentence)));
        }
    }

    /** A file to store; shows progress for a large file if standard error is a screen. */
    public BlobSource source(MediaFile file) {
        BlobSource source = file.source(terminal);
        return file.isStandardInput() ? source : ProgressLine.withProgress(source, file.path(), terminal());
    }

    /** A command of this program for the same store, as the user would type it. */
    public String command(String command) {
        return terminal.launcher() + options.asTyped() + " " + command;
    }

    public String showCommand(ProjectId project) {
        String id = project.value();
        // ids of other programs may be any text
        return command("project show " + (id.startsWith("-") ? "-- " : "") + Messages.forShell(id));
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
