package io.github.reelstore.cli.console;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.backup.SqliteRestore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of the program: its options, its output, and its store, which is opened when a command first asks for it. */
public final class CliContext implements AutoCloseable {

    private final Terminal terminal;
    private final GlobalOptions options;
    private final Output output;
    private @Nullable Reelstore store;

    public CliContext(Terminal terminal, GlobalOptions options) {
        this.terminal = terminal;
        this.options = options;
        this.output = new Output(terminal);
    }

    /** Nobody is shown anything on standard error, nor asked, where it may hold one JSON value only. */
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
        return config;
    }

    private static void set(ReelstoreConfig.Builder config, ConfigOption option, String typed, @Nullable String value) {
        if (value != null) {
            config.set(option, value, "option " + typed);
        }
    }

    /** The configuration, once a restore of its database that was interrupted is settled, for those who open it next. */
    public ReelstoreConfig settledConfig() {
        ReelstoreConfig config = config();
        settle(config);
        return config;
    }

    /** Settles a restore that was interrupted, and says on standard error which database there is now. */
    public void settle(ReelstoreConfig config) {
        config.sqlite()
                .flatMap(SqliteRestore::recover)
                .filter(said -> !options.json)
                .ifPresent(said -> {
                    PrintStream err = new PrintStream(terminal.err(), true, StandardCharsets.UTF_8);
                    err.println(SafeText.of(said));
                });
    }

    /** The store. */
    public Reelstore store() {
        Reelstore open = store;
        if (open == null) {
            open = Reelstore.open(settledConfig());
            store = open;
        }
        return open;
    }

    /**
     * The store, for a command that may find that there is nothing to write: a damaged database is told all the same.
     *
     * @throws io.github.reelstore.domain.error.StorageException.Corrupt if the database was found damaged
     */
    public Reelstore storeToWrite() {
        config().sqlite().map(SqliteIntegrityCheck::of).ifPresent(SqliteIntegrityCheck::requireUndamaged);
        return store();
    }

    /** Prints the one thing that a command prints: the value as JSON, or the text. */
    public <T> void print(T value, Function<Layout, String> text) {
        output.print(options.json, value, text);
    }

    /** Prints a video that was stored, and says on standard error why it has no poster, where that can be mended. */
    public <T> void printVideo(
            T value, Optional<BlobKey> video, Optional<BlobKey> poster, Function<Layout, String> text) {
        print(value, text);
        if (video.isPresent() && poster.isEmpty() && !options.json) {
            PrintStream err = new PrintStream(terminal.err(), true, StandardCharsets.UTF_8);
            store().media().limitation().ifPresent(sentence -> err.println(SafeText.of(sentence)));
        }
    }

    /** A file to store, with its progress shown where a person waits for a large one. */
    public BlobSource source(Path file) {
        return ProgressLine.shownFor(BlobSource.of(file), file, terminal());
    }

    /** A command of this program for the same store, as a person would type it. */
    public String command(String command) {
        return terminal.launcher() + options.asTyped() + " " + command;
    }

    public String showCommand(ProjectId project) {
        String id = project.value();
        // other programs' ids may be any text
        return command("project show " + (id.startsWith("-") ? "-- " : "") + Messages.forShell(id));
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
