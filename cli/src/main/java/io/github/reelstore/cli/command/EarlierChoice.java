package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Optional;

/** Tells when a new take does not stand by itself, since another one was chosen for its scene. */
final class EarlierChoice {

    private final CliContext context;

    EarlierChoice(CliContext context) {
        this.context = context;
    }

    /** A line about a take that was stored; empty if no other take is chosen, or if it belongs to no scene. */
    String insteadOf(
            String id,
            Optional<ProjectId> project,
            MediaKind track,
            Optional<String> scene,
            Optional<LanguageTag> language) {
        return chosen(project, track, scene, language)
                .filter(take -> !take.id().equals(id))
                .map(take -> sentence(take.id(), cell(track, scene.orElseThrow(), language)) + ", not this one. To use it: "
                        + SafeText.of(context.command("take choose " + SceneCommands.argument(project.orElseThrow()) + " "
                                + Messages.forShell(scene.orElseThrow()) + " " + Messages.forShell(id)))
                        + "\n")
                .orElse("");
    }

    /** A line about a take that was requested; empty if no take is chosen, or if it belongs to no scene. */
    String insteadOfRequested(
            ProjectId project, MediaKind track, Optional<String> scene, Optional<LanguageTag> language) {
        return chosen(Optional.of(project), track, scene, language)
                .map(take -> sentence(take.id(), cell(track, scene.orElseThrow(), language))
                        + ", also when the new one is stored; choose that then.\n")
                .orElse("");
    }

    private Optional<Take> chosen(
            Optional<ProjectId> project, MediaKind track, Optional<String> scene, Optional<LanguageTag> language) {
        if (project.isEmpty() || scene.isEmpty() || (track == MediaKind.AUDIO && language.isEmpty())) {
            return Optional.empty();
        }
        return context.store()
                .takes()
                .standing(project.get(), cell(track, scene.get(), language))
                .chosen();
    }

    private static CellKey cell(MediaKind track, String scene, Optional<LanguageTag> language) {
        return new CellKey(scene, track, track == MediaKind.AUDIO ? language : Optional.empty());
    }

    private static String sentence(String chosen, CellKey cell) {
        return "For " + SafeText.of(TakeText.nameOf(cell)) + ", the chosen take " + SafeText.of(chosen) + " stands";
    }
}
