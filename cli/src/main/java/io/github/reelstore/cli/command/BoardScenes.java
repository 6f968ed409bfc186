package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.NearestName;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import java.util.List;

/** The scenes of a storyboard by their ids, also those that only rows name. */
record BoardScenes(Storyboard storyboard) {

    static BoardScenes of(Reelstore store, ProjectId project) {
        return new BoardScenes(store.storyboard().getStoryboard(project));
    }

    /**
     * The scene with an id.
     *
     * @throws StorageException.NotFound if the project has no such scene
     */
    StoryboardScene get(String id) {
        return storyboard.scenes().stream()
                .filter(scene -> scene.scene().sceneId().equals(id))
                .findFirst()
                .orElseThrow(() -> new StorageException.NotFound(
                        id,
                        "The project " + storyboard.project().id() + " has no scene " + Messages.quoted(id) + "."
                                + nearest(id)));
    }

    private String nearest(String id) {
        List<String> ids = storyboard.scenes().stream()
                .map(scene -> scene.scene().sceneId())
                .toList();
        return NearestName.of(id, ids)
                .map(name -> " Did you mean " + Messages.quoted(name) + "?")
                .orElse("");
    }
}
