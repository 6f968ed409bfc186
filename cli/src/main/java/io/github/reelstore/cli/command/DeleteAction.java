package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Confirmation;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Deletion;
import java.util.function.Supplier;

/** Confirms and reports the deletion of a row; shared by the delete commands. */
final class DeleteAction {

    private DeleteAction() {}

    /** Asks for confirmation unless {@code yes} is set, deletes, and prints the result. */
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
