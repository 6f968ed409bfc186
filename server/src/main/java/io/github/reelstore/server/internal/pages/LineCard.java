package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import java.util.Optional;

/**
 * What is spoken in a scene in a language, as the pages show it.
 *
 * @param id an id that is unique on the page
 * @param language the language as a tag
 * @param label what it is, such as {@code Vietnamese line of scene 3}
 * @param text the text; empty if there is no line
 * @param outdated whether it was translated from a line that has changed since
 * @param editor the address of its editor
 * @param focused whether it was just edited
 */
public record LineCard(
        String id,
        String language,
        String label,
        Optional<String> text,
        boolean outdated,
        String editor,
        boolean focused) {

    static LineCard of(StoryboardScene scene, int number, LanguageTag tag, Showing showing, boolean focused) {
        return new LineCard(
                "line-" + number + "-" + tag.value(),
                tag.value(),
                LanguageNames.of(tag) + " line of scene " + number,
                scene.line(tag).map(SceneLine::text),
                scene.outdated().contains(tag),
                showing.lineEditor(scene.scene().sceneId(), tag),
                focused);
    }
}
