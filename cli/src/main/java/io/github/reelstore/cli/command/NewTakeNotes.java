package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.NearestName;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.List;
import java.util.Optional;

/** What to know of a new take besides its row: that another one stands, since it was chosen, or that its scene may be a slip. */
final class NewTakeNotes {

    private final CliContext context;

    NewTakeNotes(CliContext context) {
        this.context = context;
    }

    /**
     * Lines about a take that was stored; empty if it belongs to no scene.
     *
     * @param id its id
     */
    String stored(
            String id,
            Optional<ProjectId> project,
            MediaKind track,
            Optional<String> scene,
            Optional<LanguageTag> language) {
        if (project.isEmpty() || scene.isEmpty()) {
            return "";
        }
        return aboutScene(project.get(), scene.get(), track, id)
                + chosen(project.get(), track, scene.get(), language)
                        .filter(take -> !take.id().equals(id))
                        .map(take ->
                                sentence(take.id(), cell(track, scene.get(), language)) + ", not this one. To use it: "
                                        + command("take choose " + SceneCommands.argument(project.get()) + " "
                                                + Messages.forShell(scene.get()) + " " + Messages.forShell(id))
                                        + "\n")
                        .orElse("");
    }

    /**
     * A line about the scene of a take, if it may be another one than was meant: scenes may come from rows, but in a project that has some, another
     * one may be misspelled; and a deleted scene is not on the board.
     */
    String aboutScene(ProjectId project, String scene, MediaKind track, String id) {
        List<Scene> others = context.store()
                .scenes()
                .list(project, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
        List<String> ids = others.stream().map(Scene::sceneId).toList();
        if (ids.contains(scene)) {
            return "";
        }
        if (isDeleted(project, scene)) {
            return "The scene " + SafeText.of(Messages.quoted(scene))
                    + " is deleted, and its takes are not shown. Bring it back: "
                    + command("scene restore " + SceneCommands.argument(project) + " " + Messages.forShell(scene))
                    + "\n";
        }
        Optional<String> titled = others.stream()
                .filter(other -> other.title().equals(Optional.of(scene)))
                .map(Scene::sceneId)
                .findFirst();
        // scene-2 after scene-1 is no slip
        return titled.or(() -> NearestName.of(scene, ids)
                        .filter(other -> !withoutDigits(other).equals(withoutDigits(scene))))
                .map(meant -> "The scene " + SafeText.of(Messages.quoted(scene)) + " is new. If "
                        + SafeText.of(Messages.quoted(meant)) + (titled.isPresent() ? ", which has that title," : "")
                        + " is meant: "
                        + command(JobRequest.nameOf(track) + " update " + Messages.forShell(id) + " --scene="
                                + Messages.forShell(meant))
                        + "\n")
                .orElse("");
    }

    private boolean isDeleted(ProjectId project, String scene) {
        try {
            context.store().scenes().get(project, scene);
            return false;
        } catch (StorageException.NotFound e) {
            // a row names it, so it exists
            return true;
        }
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("\\d", "");
    }

    private String command(String words) {
        return SafeText.of(context.command(words));
    }

    /** A line about a take that was requested; empty if no take is chosen, or if it belongs to no scene. */
    String insteadOfRequested(
            ProjectId project, MediaKind track, Optional<String> scene, Optional<LanguageTag> language) {
        return scene.flatMap(id -> chosen(project, track, id, language))
                .map(take -> sentence(take.id(), cell(track, scene.orElseThrow(), language))
                        + ", also when the new one is stored; choose that then.\n")
                .orElse("");
    }

    private Optional<Take> chosen(ProjectId project, MediaKind track, String scene, Optional<LanguageTag> language) {
        if (track == MediaKind.AUDIO && language.isEmpty()) {
            return Optional.empty();
        }
        try {
            return context.store()
                    .takes()
                    .standing(project, cell(track, scene, language))
                    .chosen();
        } catch (StorageException.NotFound e) {
            // a project without stored scenes gets this one with the result
            return Optional.empty();
        }
    }

    private static CellKey cell(MediaKind track, String scene, Optional<LanguageTag> language) {
        return new CellKey(scene, track, track == MediaKind.AUDIO ? language : Optional.empty());
    }

    private static String sentence(String chosen, CellKey cell) {
        return "For " + SafeText.of(TakeText.nameOf(cell)) + ", the chosen take " + SafeText.of(chosen) + " stands";
    }
}
