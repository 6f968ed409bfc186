package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Confirmation;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Confirms and reports the deletion of a row; a mixin of the delete commands. */
final class DeleteAction {

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask for confirmation")
    private boolean yes;

    /** Asks for confirmation unless {@code --yes} is set, deletes, and prints the result. */
    void run(CliContext context, String noun, Id id, Supplier<Deletion> deletion) {
        run(context, noun, id, () -> "", deletion, (result, done) -> result, done -> "");
    }

    /**
     * Like {@link #run(CliContext, String, Id, Supplier)}.
     *
     * @param details the end of the question, before the question mark
     * @param json adds to the result in JSON
     * @param text what the result says after the id
     */
    void run(
            CliContext context,
            String noun,
            Id id,
            Supplier<String> details,
            Supplier<Deletion> deletion,
            BiFunction<JsonObject, Deletion, JsonObject> json,
            Function<Deletion, String> text) {
        if (!yes) {
            Confirmation.of(
                    context.terminal(),
                    () -> "Delete " + noun + " " + id + " of profile "
                            + context.store().profile() + details.get() + "?");
        }
        Deletion done = deletion.get();
        context.print(
                json.apply(
                        new JsonObject()
                                .with("id", id)
                                .with("rows", done.rows())
                                .with("tombstones", done.tombstones()),
                        done),
                layout -> "Deleted " + noun + " " + id + text.apply(done) + ": " + Layout.count(done.rows(), "row")
                        + "; " + Layout.count(done.tombstones(), "file") + " to be collected.\n");
    }
}
