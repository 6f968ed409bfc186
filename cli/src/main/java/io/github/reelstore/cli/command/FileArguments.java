package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProjectId;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that an {@code add} command stores, and how it prints their results. */
final class FileArguments {

    private static final int MAX_JOBS = 64;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "the files to store; - for standard input; with --recursive, also folders")
    private @Nullable List<MediaFile> files;

    @Option(
            names = "--recursive",
            description =
                    "store the files in the folders that are named, and in their subfolders; hidden ones are skipped")
    private boolean recursive;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "store the files of this list instead (- for standard input): a JSON object a line, with \"file\" and the"
                            + " names of these options as its members; the options apply to what a line leaves out")
    private @Nullable TextFile list;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "16",
            description = "the most files that are stored with one transaction, 1 to 64 (${DEFAULT-VALUE})")
    private int jobs = 16;

    @Option(names = "--json-lines", description = "print a JSON object a line for each file, as soon as it is stored")
    private boolean jsonLines;

    /** Refuses arguments that contradict each other or that name no file. */
    private void check(CliContext context) {
        if (list == null && named().isEmpty()) {
            throw WrongUsage.missing("Missing required parameter: 'FILE' (or '--list=<FILE>').");
        }
        if (list != null && (!named().isEmpty() || recursive)) {
            throw new WrongUsage("--list names the files: leave FILE and --recursive out.");
        }
        if (jsonLines && context.options().json) {
            throw new WrongUsage("Use --json or --json-lines, not both.");
        }
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new WrongUsage("Invalid value for option '--jobs': it must be from 1 to " + MAX_JOBS + ".");
        }
    }

    private List<MediaFile> named() {
        return files == null ? List.of() : files;
    }

    /** Refuses a missing option, unless the lines of a list can have its value. */
    void require(String option, @Nullable Object value) {
        if (value == null && list == null) {
            throw WrongUsage.missing("Missing required option: '" + option + "'.");
        }
    }

    /**
     * Adds the files.
     *
     * @param fields the names of the fields that a line of the list may have
     * @param project the project of the files that name no other
     * @param adding makes rows of them
     * @param single prints the row, if one file is named
     * @return the exit status
     */
    <N, R> int add(
            CliContext context,
            MediaRow<R> media,
            List<String> fields,
            @Nullable ProjectId project,
            Adding<N, R> adding,
            Consumer<R> single) {
        check(context);
        require("--project=<ID>", project);
        if (isSingle()) {
            MediaFile file = named().get(0);
            NewFile one = new NewFile(file.typed(), 0, () -> {
                requireNoFolder(file);
                return context.source(file);
            });
            single.accept(adding.alone().apply(adding.read().apply(one)));
            return CommandLine.ExitCode.OK;
        }
        if (project != null) {
            // otherwise each of the files would be refused for it
            context.store().projects().get(project);
        }
        return new AddedFiles<>(context, jsonLines, media, total())
                .run(jobs, files -> pass(context, fields, files), adding);
    }

    private boolean isSingle() {
        return list == null && !jsonLines && named().size() == 1 && !isFolder(named().get(0));
    }

    private static void requireNoFolder(MediaFile file) {
        if (!file.isStandardInput() && Files.isDirectory(file.path())) {
            throw new StorageException.InvalidInput(
                    "file",
                    Messages.quoted(file.typed())
                            + " is a folder; name a file, or add --recursive to store the files in it.");
        }
    }

    private boolean isFolder(MediaFile file) {
        return recursive && !file.isStandardInput() && Files.isDirectory(file.path());
    }

    private long total() {
        return list != null || named().stream().anyMatch(this::isFolder) ? -1 : named().size();
    }

    private void pass(CliContext context, List<String> fields, Consumer<NewFile> consumer) {
        if (list != null) {
            FileList lines = new FileList(context.terminal().workingFolder(), fields, consumer);
            list.readAs(
                    stream -> {
                        lines.read(stream);
                        return true;
                    },
                    context.terminal().in());
            return;
        }
        for (MediaFile file : named()) {
            if (isFolder(file)) {
                FolderFiles.each(file.path(), file.typed(), consumer);
            } else {
                consumer.accept(new NewFile(file.typed(), NewFile.sizeOf(file.path()), () -> {
                    requireNoFolder(file);
                    return file.source(context.terminal());
                }));
            }
        }
    }
}
