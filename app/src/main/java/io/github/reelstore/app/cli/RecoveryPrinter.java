package io.github.reelstore.app.cli;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.RowKind;
import io.github.reelstore.domain.service.Recovery;
import io.github.reelstore.domain.service.Undeleted;
import io.github.reelstore.domain.service.UndeletionService;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Prints files as they get their rows, like {@link ProblemPrinter}. */
final class RecoveryPrinter {

    private final Session session;
    private final boolean json;
    private final boolean dryRun;
    private boolean begun;

    RecoveryPrinter(Session session, boolean dryRun) {
        this.session = session;
        this.json = session.options().json;
        this.dryRun = dryRun;
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
            public void made(Undeleted made) {
                print(made.key(), made.project(), made.row(), Optional.of(made.rowId()));
            }

            @Override
            public void found(BlobKey key, ProjectId project, RowKind row) {
                print(key, project, row, Optional.empty());
            }

            @Override
            public void skipped(BlobKey key, String reason) {
                print(
                        new Item(
                                key.value(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason)),
                        session.output().layout().style().red("skipped") + "  " + key + "  " + reason);
            }

            @Override
            public void at(long files) {
                listed.accept(files);
            }
        };
    }

    private void print(BlobKey key, ProjectId project, RowKind row, Optional<String> id) {
        print(
                new Item(key.value(), Optional.of(project), Optional.of(row.value()), id, Optional.empty()),
                key + "  " + row.value() + id.map(one -> " " + SafeText.of(one)).orElse("") + " of project "
                        + SafeText.of(project.value()));
    }

    private void print(Item item, String line) {
        write(json ? (begun ? ", " : start()) + JsonOutput.of(item) : line + "\n");
        begun = true;
    }

    private String start() {
        return "{\"dryRun\": " + dryRun + ", \"files\": [";
    }

    /** Says what it came to. */
    void end(Recovery recovery) {
        if (json) {
            write((begun ? "" : start()) + "], \"made\": " + recovery.made() + ", \"skipped\": " + recovery.skipped()
                    + ", \"others\": " + recovery.others() + "}\n");
        } else {
            write((dryRun ? "Would make " : "Made ") + Layout.count(recovery.made(), "row") + " of files without a row"
                    + (recovery.skipped() == 0 ? "" : "; skipped " + Layout.count(recovery.skipped(), "file"))
                    + (recovery.others() == 0
                            ? ""
                            : "; left out " + Layout.count(recovery.others(), "file") + " that are not this profile's")
                    + ".\n");
        }
    }

    /** Ends JSON that has begun, where not all was done. */
    void breakOff() {
        if (json && begun) {
            write("], \"complete\": false}\n");
        }
    }

    private void write(String text) {
        session.output().write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
