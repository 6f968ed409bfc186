package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Confirmation;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Deletion;
import java.util.function.Supplier;

/** What the commands that delete do alike. */
final class DeleteAction {

    private DeleteAction() {}

    /** Asks unless that was answered on the command line, deletes, and says what went. */
    static void of(CliContext context, String noun, Id id, boolean yes, Supplier<Deletion> deletion) {
        if (!yes) {
            Confirmation.of(
                    context.terminal(),
                    () -> "Delete " + noun + " " + id + " of profile "
                            + context.store().profile() + "?");
        }
        print(context, noun, id, deletion.get());
    }

    static void print(CliContext context, String noun, Id id, Deletion deletion) {
        context.print(
                new Deleted(id, deletion.rows(), deletion.tombstones()),
                layout -> "Deleted " + noun + " " + id + ": " + Layout.count(deletion.rows(), "row") + "; "
                        + Layout.count(deletion.tombstones(), "file") + " to be collected.\n");
    }

    private record Deleted(Id id, int rows, int tombstones) {}
}
