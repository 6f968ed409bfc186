package io.github.reelstore.cli.command;

import io.github.reelstore.app.OpenCopy;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyOptions.OddValues;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.MovedTo;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore copy}. */
@Command(
        name = "copy",
        description = "Copies the store, of all profiles, to another database and blob store.",
        footer = {
            "The store stays in use. A second run copies what differs, and removes from the copy what the store no longer has; so does the"
                    + " run after an interruption. The copy refuses other writes until --switch: it copies what was written since,"
                    + " marks this store as moved, and then only the copy can be written to.",
            "Name the target by --to-database and --to-storage, one or both; its other options are those of --to-config, or the"
                    + " environment variables that begin with REELSTORE_TO_, such as REELSTORE_TO_DATABASE_PASSWORD.",
            "Exit status 0 if both sides are equal, 3 if they are not, or if files are missing or damaged."
        })
public final class CopyCommand implements Callable<Integer> {

    /** A comma in the name of a profile has a backslash before it. */
    private static final Pattern BETWEEN_PROFILES = Pattern.compile("(?<!\\\\),");

    private final CliContext context;

    @Option(names = "--to-database", paramLabel = "URL", description = "copy the rows to this database")
    private @Nullable String database;

    @Option(names = "--to-storage", paramLabel = "URL", description = "copy the files to this blob store")
    private @Nullable String storage;

    @Option(
            names = "--to-config",
            paramLabel = "FILE",
            description = "read the options of the target from this .properties file")
    private @Nullable Path config;

    @Option(
            names = "--profiles",
            paramLabel = "IDS",
            converter = Conversions.NotBlank.class,
            description =
                    "copy only these profiles, separated by commas (in a name: \\,); the copy is another store then")
    private List<String> profiles = List.of();

    @Option(
            names = "--as-shown",
            description =
                    "copy values that not every database can hold as this store shows them: text with U+FFFD, others as missing")
    private boolean asShown;

    @Option(names = "--threads", paramLabel = "N", description = "number of files to copy in parallel, 1 to 64")
    private @Nullable Integer threads;

    @Option(
            names = "--deep",
            description =
                    "also compare the content of all files that the target has already, and copy those that differ")
    private boolean deep;

    @Option(names = "--switch", description = "then use the copy instead of this store")
    private boolean switching;

    @Option(names = "--verify", description = "copy nothing, but compare all rows and the content of all files")
    private boolean verify;

    @Option(
            names = "--reopen",
            description =
                    "copy nothing, but let this store be written to again, although it was moved or is an unfinished copy")
    private boolean reopen;

    public CopyCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (reopen) {
            return reopen();
        }
        if (switching && verify) {
            throw new WrongUsage("Use --switch or --verify, not both.");
        }
        ReelstoreConfig source = context.recoveredConfig();
        if (!verify) {
            context.requireUndamaged();
        }
        ReelstoreConfig.Builder to = target();
        CopyOptions options = options(to);
        ReelstoreConfig target = (verify ? to.readOnly() : to).build();
        CopyResult result;
        try (PhasedProgress progress = new PhasedProgress(context.terminal());
                OpenCopy open = OpenCopy.of(
                        source,
                        target,
                        options,
                        (phase, done) -> progress.show(phase.name().toLowerCase(Locale.ROOT), done, -1))) {
            Optional<String> switchedTo = switching ? open.copy().switchedTo() : Optional.empty();
            if (switchedTo.isPresent()) {
                return alreadySwitched(switchedTo.get());
            }
            result = run(open);
        }
        CopyText.Task task = verify ? CopyText.Task.VERIFY : switching ? CopyText.Task.SWITCH : CopyText.Task.COPY;
        context.print(json(result), layout -> new CopyText(layout, options.part(), task).of(result));
        return result.isComplete() ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private CopyResult run(OpenCopy open) {
        try {
            if (verify) {
                return open.copy().verify();
            }
            return switching ? open.copy().runAndSwitch() : open.copy().run();
        } catch (StorageException.InvalidInput e) {
            printOddValues(open.copy().oddValues(), open.copy().oddValueCount());
            throw e;
        }
    }

    /** As after a kill between the end of the switch and that of the process. */
    private int alreadySwitched(String place) {
        context.print(
                new JsonObject().with("switched", true).with("movedTo", place),
                layout ->
                        "This store was already switched to " + place + ". Nothing was changed; use the new store.\n");
        return CommandLine.ExitCode.OK;
    }

    /** The rows that cannot be copied, before the error: fix them, or copy them with {@code --as-shown}. */
    private void printOddValues(List<OddValue> values, long count) {
        if (context.options().json && !values.isEmpty()) {
            context.print(withOddValues(new JsonObject(), values, count), layout -> "");
        } else {
            context.terminal()
                    .errPrinter()
                    .print(CopyText.lines(values.stream().map(OddValue::message), values.size(), count));
        }
    }

    private static JsonObject withOddValues(JsonObject json, List<OddValue> values, long count) {
        return json.with("oddValueCount", count)
                .with("oddValues", values.stream().map(OddValue::message).toList());
    }

    private int reopen() {
        boolean hasTarget = database != null || storage != null || config != null;
        boolean isAboutACopy = !profiles.isEmpty() || asShown || threads != null || deep;
        if (switching || verify || hasTarget || isAboutACopy) {
            throw new WrongUsage("--reopen is about this store alone; leave the other options of copy out.");
        }
        ReelstoreConfig own = context.recoveredConfig();
        CliContext.requireNotReadOnly(own);
        CopyMarks marks = OpenCopy.reopen(own);
        context.print(
                new JsonObject()
                        .with("copyOf", marks.copyOf().map(copy -> copy.store().value()))
                        .with("movedTo", marks.movedTo().map(MovedTo::place)),
                layout -> marks.copyOf().isEmpty() && marks.movedTo().isEmpty()
                        ? "This store could be written to already.\n"
                        : "This store can be written to again. Make sure that nothing else is written to "
                                + marks.movedTo().map(MovedTo::place).orElse("the store that it is a copy of") + ".\n");
        return CommandLine.ExitCode.OK;
    }

    private ReelstoreConfig.Builder target() {
        Map<String, String> environment = new TreeMap<>();
        context.terminal().environment().forEach((name, value) -> {
            if (name.startsWith(ConfigOption.TARGET_PREFIX)) {
                environment.put("REELSTORE_" + name.substring(ConfigOption.TARGET_PREFIX.length()), value);
            }
        });
        ReelstoreConfig.Builder target = ReelstoreConfig.builder()
                .workingFolder(context.terminal().workingFolder())
                .environment(environment);
        if (config != null) {
            target.file(config);
        }
        if (database != null) {
            target.set(ConfigOption.DATABASE_URL, database, "option --to-database");
        }
        if (storage != null) {
            target.set(ConfigOption.STORAGE_URL, storage, "option --to-storage");
        }
        return target;
    }

    private CopyOptions options(ReelstoreConfig.Builder target) {
        boolean rows = isNamed(target, ConfigOption.DATABASE_URL);
        boolean files = isNamed(target, ConfigOption.STORAGE_URL);
        if (!rows && !files) {
            throw WrongUsage.missing(
                    "Name the target: --to-database URL, --to-storage URL, or --to-config FILE with one of them.");
        }
        CopyPart part = files ? rows ? CopyPart.STORE : CopyPart.FILES : CopyPart.DATABASE;
        return WrongUsage.unless(() -> new CopyOptions(
                part,
                CopiedProfiles.of(
                        profiles.stream().flatMap(CopyCommand::profilesIn).toList()),
                asShown ? OddValues.AS_SHOWN : OddValues.REFUSE,
                threads == null ? CopyOptions.DEFAULT_THREADS : threads,
                deep));
    }

    /** Accepts the names that {@code --profile} does. */
    private static Stream<ProfileId> profilesIn(String typed) {
        return Stream.of(BETWEEN_PROFILES.split(typed, -1))
                .map(name -> name.replace("\\,", ","))
                .map(name -> ReelstoreConfig.builder()
                        .set(ConfigOption.PROFILE, name, "option --profiles")
                        .build()
                        .profile());
    }

    private static boolean isNamed(ReelstoreConfig.Builder target, ConfigOption option) {
        return target.settings().stream()
                .anyMatch(setting ->
                        setting.option() == option && !setting.source().equals("default"));
    }

    private static JsonObject json(CopyResult result) {
        JsonObject json = new JsonObject()
                .with("equal", result.isEqual())
                .with("source", result.source())
                .with("target", result.target())
                .with("rows", result.rows().total())
                .with("inserted", result.rows().inserted())
                .with("updated", result.rows().updated())
                .with("deleted", result.rows().deleted())
                .with("files", result.files().total())
                .with("copied", result.files().copied())
                .with("bytes", result.files().bytes())
                .with("removed", result.files().removed())
                .with("converted", result.converted());
        return withOddValues(json, result.oddValues(), result.converted())
                .with("problemCount", result.problemCount())
                .with("problems", result.problems())
                .with("switched", result.switched());
    }
}
