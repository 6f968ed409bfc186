package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Confirmation;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.board.DeletedTake;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Confirms and reports the deletion of a row; a mixin of the delete commands. */
final class DeleteAction {

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask for confirmation")
    private boolean yes;

    /**
     * Asks for confirmation unless {@code --yes} is set, deletes an image, audio or a video, and prints the result, and what stands now
     * where it stood as a take.
     */
    void run(CliContext context, MediaKind kind, Id id) {
        String noun = JobRequest.nameOf(kind);
        confirm(context, noun, id, () -> chosenFor(context.store().takes().chosenIn(kind, id.value())));
        DeletedTake done = context.store().takes().delete(kind, id.value());
        context.print(
                json(id, done.deletion())
                        .with(
                                "chosenIn",
                                done.chosenIn().stream()
                                        .map(StoryboardJson::standing)
                                        .toList()),
                layout -> text(noun, id, "", done.deletion())
                        + done.standing().stream()
                                .map(one -> (done.chosenIn().contains(one) ? "It was chosen. " : "")
                                        + TakeText.standing(one) + "\n")
                                .collect(Collectors.joining()));
    }

    private static String chosenFor(List<CellKey> cells) {
        return cells.isEmpty()
                ? ""
                : ", which is chosen for "
                        + cells.stream().map(TakeText::nameOf).map(SafeText::of).collect(Collectors.joining("; "));
    }

    /**
     * Asks for confirmation unless {@code --yes} is set, deletes, and prints the result.
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
        confirm(context, noun, id, details);
        Deletion done = deletion.get();
        context.print(json.apply(json(id, done), done), layout -> text(noun, id, text.apply(done), done));
    }

    private void confirm(CliContext context, String noun, Id id, Supplier<String> details) {
        if (!yes) {
            Confirmation.of(
                    context.terminal(),
                    () -> "Delete " + noun + " " + id + " of profile "
                            + context.store().profile() + details.get() + "?");
        }
    }

    private static JsonObject json(Id id, Deletion done) {
        return new JsonObject().with("id", id).with("rows", done.rows()).with("tombstones", done.tombstones());
    }

    private static String text(String noun, Id id, String details, Deletion done) {
        return "Deleted " + noun + " " + id + details + ": " + Layout.count(done.rows(), "row") + "; "
                + Layout.count(done.tombstones(), "file") + " to be collected.\n";
    }
}
