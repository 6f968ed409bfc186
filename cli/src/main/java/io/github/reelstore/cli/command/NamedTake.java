package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A take that is named by its id alone: its row says the track, and the language of audio.
 *
 * @param cells the row as a take of each of its cells, all of one track; at least one
 */
record NamedTake(List<Take> cells) {

    /**
     * Finds a take.
     *
     * @param options the track and language, as far as they are given
     * @throws StorageException.NotFound if the project has no such take
     * @throws WrongUsage if an image, audio and a video, or two of them, have the id
     */
    static NamedTake of(Reelstore store, ProjectId project, String id, CellOptions options) {
        List<Take> found = store.readOnly(tx -> find(tx, project, id));
        List<Take> matching =
                found.stream().filter(take -> options.match(take.cell())).toList();
        List<String> tracks = matching.stream()
                .map(take -> JobRequest.nameOf(take.cell().track()))
                .distinct()
                .toList();
        if (tracks.size() > 1) {
            throw new WrongUsage("The id " + Messages.quoted(id) + " is that of more than one take: add --track="
                    + String.join(" or --track=", tracks) + ".");
        }
        if (matching.isEmpty()) {
            throw new StorageException.NotFound(
                    id,
                    found.isEmpty()
                            ? "There is no take " + Messages.quoted(id) + " in the project " + project
                                    + "; \"reelstore take list\" lists those of a scene."
                            : "The take " + Messages.quoted(id) + " is "
                                    + found.get(0).cell().track().noun() + "; leave --track out.");
        }
        return new NamedTake(matching);
    }

    private static List<Take> find(Tx tx, ProjectId project, String id) {
        return Arrays.stream(MediaKind.values())
                .flatMap(track -> tx.takes().takesOf(project, track, id).stream())
                .toList();
    }

    MediaKind track() {
        return cells.get(0).cell().track();
    }

    /**
     * The cell of a scene for which it can be chosen.
     *
     * @throws WrongUsage if it is audio in more than one language, none of which is given
     */
    CellKey cellOf(String scene, CellOptions options) {
        List<Optional<LanguageTag>> languages =
                cells.stream().map(take -> take.cell().language()).distinct().toList();
        if (options.language().isEmpty() && languages.size() > 1) {
            throw new WrongUsage("The audio " + Messages.quoted(cells.get(0).id())
                    + " is in more than one language: add --language="
                    + languages.stream()
                            .map(language -> language.orElseThrow().value())
                            .collect(Collectors.joining(" or --language="))
                    + ".");
        }
        return new CellKey(scene, track(), options.language().or(() -> languages.get(0)));
    }
}
