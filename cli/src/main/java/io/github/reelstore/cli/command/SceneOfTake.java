package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of the update commands of images, audio and videos. */
final class SceneOfTake {

    @Option(names = "--scene", required = true, paramLabel = "S", description = "the scene that it is a take of")
    private String scene = "";

    Optional<String> value() {
        return Optional.of(scene).filter(id -> !id.isEmpty());
    }

    /** A line about the scene, if it may be another one than was meant. */
    String note(CliContext context, Optional<ProjectId> project, MediaKind track, String id) {
        return project.flatMap(of -> value().map(to -> new NewTakeNotes(context).aboutScene(of, to, track, id)))
                .orElse("");
    }
}
