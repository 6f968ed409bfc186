package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;

/** Takes as text. */
final class TakeText {

    private TakeText() {}

    /** A cell in a sentence: {@code scene-1, audio vi}. */
    static String nameOf(CellKey cell) {
        return cell.sceneId() + ", " + CellText.track(cell);
    }

    /** A line of a list. */
    static String[] cells(Layout layout, Take take, StandingTake standing) {
        return new String[] {
            take.id(),
            note(take, standing),
            take.status().value(),
            take.durationMs().map(Layout::duration).orElse("-"),
            layout.time(take.createdAt()),
            take.filePath().map(BlobKey::value).orElse("-")
        };
    }

    private static String note(Take take, StandingTake standing) {
        if (standing.take().map(Take::id).filter(take.id()::equals).isPresent()) {
            return "stands: " + CellText.why(standing);
        }
        return take.rejected()
                .map(why -> why.isBlank() ? "rejected" : "rejected: " + why)
                .orElse("-");
    }

    /** What stands for a cell, as a sentence. */
    static String standing(StandingTake standing) {
        String cell = nameOf(standing.cell());
        return SafeText.of(standing.take()
                .map(take -> "For " + cell + ", " + take.id() + of(take, standing) + " stands: "
                        + CellText.why(standing) + ".")
                .orElse("For " + cell + ", no take stands."));
    }

    /** A take of another scene may be chosen on purpose, or by mistake. */
    private static String of(Take take, StandingTake standing) {
        String scene = take.cell().sceneId();
        return scene.equals(standing.cell().sceneId()) ? "" : " of " + scene;
    }
}
