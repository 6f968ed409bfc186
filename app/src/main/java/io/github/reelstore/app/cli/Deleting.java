package io.github.reelstore.app.cli;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.Deletion;
import java.util.function.Supplier;

/** What the commands that delete do alike. */
final class Deleting {

    private Deleting() {}

    /** Asks unless that was answered on the command line, deletes, and says what went. */
    static void of(Session session, String noun, Id id, boolean yes, Supplier<Deletion> deletion) {
        if (!yes) {
            Confirmation.of(
                    session.terminal(),
                    () -> "Delete " + noun + " " + id + " of profile "
                            + session.store().profile() + "?");
        }
        print(session, noun, id, deletion.get());
    }

    static void print(Session session, String noun, Id id, Deletion deletion) {
        session.print(
                new Deleted(id, deletion.rows(), deletion.tombstones()),
                layout -> "Deleted " + noun + " " + id + ": " + Layout.count(deletion.rows(), "row") + "; "
                        + Layout.count(deletion.tombstones(), "file") + " to be collected.\n");
    }

    private record Deleted(Id id, int rows, int tombstones) {}
}
