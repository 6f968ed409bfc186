package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.domain.maintenance.RefreshService.Extent;
import io.github.reelstore.domain.maintenance.RefreshService.Refreshed;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore media ...}. */
@Command(
        addMethodSubcommands = false,
        name = "media",
        description = "Updates metadata and thumbnails from the stored files.")
public final class MediaCommands {

    private static final int MAX_THREADS = 8;

    private final CliContext context;

    public MediaCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "refresh",
            description = "Reads the stored files again, updates their metadata and creates missing thumbnails.",
            footer =
                    "Rows are updated one by one: after an interruption, --missing processes the rest. Videos get a thumbnail if the"
                            + " program ffmpeg is on the PATH.")
    void refresh(
            @Option(names = "--project", paramLabel = "ID", description = "only the files of this project") @Nullable ProjectId project,
            @Option(names = "--missing", description = "only files whose rows lack metadata or a thumbnail")
                    boolean missing) {
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        Refreshed result;
        try (PhasedProgress bar = new PhasedProgress(context.terminal())) {
            result = context.storeToWrite()
                    .maintenance()
                    .refresh(
                            Optional.ofNullable(project),
                            missing ? Extent.MISSING : Extent.ALL,
                            threads,
                            (done, total) -> bar.show("refresh", done, total));
        }
        context.print(result, layout -> text(result));
    }

    private static String text(Refreshed result) {
        String counts = "Read " + Layout.count(result.read(), "file") + ": " + Layout.count(result.changed(), "row")
                + " changed, " + Layout.count(result.thumbnails(), "thumbnail") + " created";
        String unreadable = result.unreadable() == 0
                ? ""
                : ", " + Layout.count(result.unreadable(), "file") + " missing or unreadable (see \"verify\")";
        return counts + unreadable + ".\n"
                + result.limitation().map(sentence -> sentence + "\n").orElse("");
    }
}
