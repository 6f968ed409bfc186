package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.JsonList;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.maintenance.Recovery;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Prints files as their rows are created, like {@link ProblemPrinter}. */
final class RecoveryPrinter {

    private final CliContext context;
    private final boolean json;
    private final boolean dryRun;
    private final JsonList list;

    RecoveryPrinter(CliContext context, boolean dryRun) {
        this.context = context;
        this.json = context.options().json;
        this.dryRun = dryRun;
        this.list = new JsonList(context.output(), "{\"dryRun\": " + dryRun + ", \"files\": [");
    }

    private record Item(
            String key,
            Optional<ProjectId> project,
            Optional<String> row,
            Optional<String> id,
            Optional<String> skipped) {}

    UndeletionService.Listener listener(LongConsumer listed) {
        return new UndeletionService.Listener() {
            @Override
            public void made(UndeleteResult made) {
                print(made.key(), made.project(), made.row(), Optional.of(made.rowId()));
            }

            @Override
            public void found(BlobKey key, ProjectId project, EntityType row) {
                print(key, project, row, Optional.empty());
            }

            @Override
            public void skipped(BlobKey key, String reason) {
                print(
                        new Item(
                                key.value(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason)),
                        context.output().layout().style().red("skipped") + "  " + key + "  " + reason);
            }

            @Override
            public void at(long files) {
                listed.accept(files);
            }
        };
    }

    /** The type of a row in text; in JSON, a video is a "generation". */
    static String noun(EntityType row) {
        return row == EntityType.GENERATION ? "video" : row.value();
    }

    private void print(BlobKey key, ProjectId project, EntityType row, Optional<String> id) {
        print(
                new Item(key.value(), Optional.of(project), Optional.of(row.value()), id, Optional.empty()),
                key + "  " + noun(row)
                        + id.map(value -> " " + SafeText.of(value)).orElse("") + " of project "
                        + SafeText.of(project.value()));
    }

    private void print(Item item, String line) {
        if (json) {
            list.add(item);
        } else {
            context.output().print(line + "\n");
        }
    }

    /** Prints the summary. */
    void end(Recovery recovery) {
        if (json) {
            list.end("\"made\": " + recovery.made() + ", \"skipped\": " + recovery.skipped() + ", \"others\": "
                    + recovery.others());
        } else {
            context.output()
                    .print((dryRun ? "Would create " : "Created ") + Layout.count(recovery.made(), "row")
                            + " for files without a row"
                            + (recovery.skipped() == 0 ? "" : "; skipped " + Layout.count(recovery.skipped(), "file"))
                            + (recovery.others() == 0
                                    ? ""
                                    : "; ignored " + Layout.count(recovery.others(), "file") + " of other profiles")
                            + ".\n");
        }
    }

    /** Closes JSON output that has started, after a failure. */
    void abort() {
        list.abort();
    }
}
