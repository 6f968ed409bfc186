package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.OutputFile;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore cat}. */
@Command(
        name = "cat",
        description = "Streams a stored file to standard output or into a file.",
        footer = {
            "Only files that a row of the profile refers to can be read.",
            "If the content is no longer what was stored, it fails (exit code 1): FILE is not written; standard output has"
                    + " all but the end."
        })
public final class CatCommand implements Callable<Integer> {

    private final CliContext context;

    @Parameters(paramLabel = "KEY", description = "the file's key, as \"project show\" prints it")
    private @Nullable BlobKey key;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write to this file instead")
    private @Nullable Path output;

    @Option(names = "--force", description = "replace an existing file")
    private boolean force;

    public CatCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (key == null) {
            throw new IllegalStateException("picocli requires KEY");
        }
        if (output == null) {
            toStandardOutput(key);
        } else {
            toFile(key, output);
        }
        return CommandLine.ExitCode.OK;
    }

    private void toStandardOutput(BlobKey key) throws IOException {
        if (context.options().json) {
            throw new WrongUsage("With --json, cat requires --output FILE: standard output contains the JSON value.");
        }
        if (context.terminal().isScreen(Terminal.Channel.STDOUT)) {
            throw new WrongUsage("Standard output is a terminal: add --output FILE, or redirect it with > or |.");
        }
        try (BlobContent content = context.storeToRead().media().openVerified(key)) {
            context.output().write(out -> StreamCopy.all(content.stream(), key, out));
        }
    }

    private void toFile(BlobKey key, Path output) throws IOException {
        OutputFile file = OutputFile.at(output, force);
        try (BlobContent content = context.storeToRead().media().openVerified(key)) {
            file.write(out -> StreamCopy.all(content.stream(), key, out));
            context.print(
                    new JsonObject()
                            .with("key", key)
                            .with("output", output.toString())
                            .with("byteSize", content.totalSize()),
                    layout -> new Details(layout, "Copied")
                            .whole("file", key)
                            .whole("to", output)
                            .whole("size", Layout.size(content.totalSize()))
                            .render());
        }
    }
}
