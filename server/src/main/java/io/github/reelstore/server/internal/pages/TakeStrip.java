package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The takes of a cell, newest first.
 *
 * @param cell the cell
 * @param takes the takes
 * @param more whether there are older ones
 * @param choose the address of the form that chooses one
 * @param undo the address of the form that undoes the last choice or rejection
 * @param reject the address of the form that rejects one
 * @param canUndo whether there is something to undo
 */
public record TakeStrip(
        CellKey cell, List<One> takes, boolean more, String choose, String undo, String reject, boolean canUndo) {

    private static final int MOST = 50;

    /**
     * A take.
     *
     * @param id the id of its row
     * @param number its number in the strip, from 1
     * @param kind its track: image, audio or video
     * @param file the address of its file
     * @param picture the address of a small picture
     * @param facts its status, duration and age
     * @param chosen whether it was chosen
     * @param stands whether it stands
     * @param rejected why it was rejected, possibly empty text
     */
    public record One(
            String id,
            int number,
            String kind,
            Optional<String> file,
            Optional<String> picture,
            String facts,
            boolean chosen,
            boolean stands,
            Optional<String> rejected) {

        /** Its state in words, for labels. */
        public String state() {
            if (chosen) {
                return "chosen";
            }
            if (stands) {
                return "stands, as the newest";
            }
            return rejected.map(reason -> reason.isEmpty() ? "rejected" : "rejected: " + reason)
                    .orElse("not chosen");
        }
    }

    static TakeStrip of(Reelstore store, Showing showing, CellKey cell) {
        var page = store.takes().list(showing.project(), cell, PageRequest.first(MOST));
        StandingTake standing = store.takes().standing(showing.project(), cell);
        List<Take> found = new ArrayList<>(page.items());
        // the chosen one may be older, or of another scene
        standing.take()
                .filter(take -> found.stream().noneMatch(one -> one.id().equals(take.id())))
                .ifPresent(found::add);
        List<One> takes = new ArrayList<>();
        for (Take take : found) {
            takes.add(of(take, takes.size() + 1, standing));
        }
        return new TakeStrip(
                cell,
                List.copyOf(takes),
                page.next().isPresent(),
                showing.takes(cell, "choose"),
                showing.takes(cell, "undo"),
                showing.takes(cell, "reject"),
                store.takes().canUndo(showing.project(), cell));
    }

    private static One of(Take take, int number, StandingTake standing) {
        Optional<BlobKey> picture =
                take.cell().track() == MediaKind.IMAGE ? take.thumbPath().or(take::filePath) : take.thumbPath();
        return new One(
                take.id(),
                number,
                kind(take.cell().track()),
                take.filePath().map(Links::media),
                picture.map(Links::media),
                Stream.of(
                                Optional.of(take.status().value()).filter(status -> !status.equals("completed")),
                                take.durationMs().map(Lengths::text),
                                Optional.of(Display.time(take.createdAt())))
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> one + " · " + other)
                        .orElse(""),
                standing.choice().flatMap(Selection::takeId).equals(Optional.of(take.id())),
                standing.take().map(Take::id).equals(Optional.of(take.id())),
                take.rejected());
    }

    private static String kind(MediaKind track) {
        return switch (track) {
            case IMAGE -> "image";
            case AUDIO -> "audio";
            case VIDEO -> "video";
        };
    }

    /** Whether there is no take. */
    public boolean isEmpty() {
        return takes.isEmpty();
    }
}
