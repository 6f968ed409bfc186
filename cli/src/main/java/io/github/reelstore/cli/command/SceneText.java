package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Set;

/** Scenes as text. */
final class SceneText {

    private final Layout layout;

    SceneText(Layout layout) {
        this.layout = layout;
    }

    /** An empty table for one line per scene. */
    static TextTable table(Layout layout) {
        return new TextTable(layout, 1, "SCENE", "TITLE OR PROMPT", "LENGTH", "CHANGED");
    }

    /** Adds a scene to such a table. */
    static void addTo(Layout layout, TextTable table, Scene scene) {
        table.row(
                scene.sceneId(),
                scene.title().or(scene::prompt).orElse("-"),
                scene.lengthMs().map(Layout::duration).orElse("-"),
                layout.time(scene.updatedAt()));
    }

    /** The fields of a scene. */
    static Details fields(Layout layout, Scene scene) {
        Details details = new Details(layout, "Scene " + scene.sceneId());
        details.text("title", scene.title())
                .text("prompt", scene.prompt())
                .whole("length", scene.lengthMs().map(Layout::duration))
                .text("meta", scene.meta().map(JsonText::value));
        return scene.version() == 0
                ? details.whole("stored", "not yet: only rows name it")
                : details.whole("changed", layout.time(scene.updatedAt()) + " (version " + scene.version() + ")");
    }

    /** A scene with its lines and cells. */
    String one(StoryboardScene scene) {
        StringBuilder text = new StringBuilder(fields(layout, scene.scene()).render());
        if (!scene.lines().isEmpty()) {
            TextTable lines = lineTable(layout);
            scene.lines().forEach(line -> addTo(lines, line, scene.outdated()));
            text.append('\n').append(lines.render());
        }
        if (!scene.cells().isEmpty()) {
            TextTable cells = new TextTable(layout, 1, "TRACK", "STATE", "TAKES", "STANDS", "TAKE");
            scene.cells()
                    .forEach(cell -> cells.row(
                            CellText.track(cell.key()),
                            CellText.detailed(cell),
                            Integer.toString(cell.standing().takes()),
                            CellText.why(cell.standing()),
                            cell.take().map(Take::id).orElse("-")));
            text.append('\n').append(cells.render());
        }
        return text.toString();
    }

    /** An empty table for one line per line of a scene. */
    static TextTable lineTable(Layout layout) {
        return new TextTable(layout, 2, "SCENE", "LANGUAGE", "TEXT", "TRANSLATED FROM");
    }

    /** Adds a line to such a table. */
    static void addTo(TextTable table, SceneLine line, Set<LanguageTag> outdated) {
        table.row(line.sceneId(), line.language().value(), line.text(), source(line, outdated));
    }

    private static String source(SceneLine line, Set<LanguageTag> outdated) {
        return line.translatedFrom()
                .map(source ->
                        source.language() + (outdated.contains(line.language()) ? ", which has changed since" : ""))
                .orElse("-");
    }
}
