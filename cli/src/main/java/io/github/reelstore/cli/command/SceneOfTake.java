package io.github.reelstore.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of the update commands of images, audio and videos. */
final class SceneOfTake {

    @Option(names = "--scene", required = true, paramLabel = "S", description = "the scene that it is a take of")
    private String scene = "";

    Optional<String> value() {
        return Optional.of(scene).filter(id -> !id.isEmpty());
    }
}
