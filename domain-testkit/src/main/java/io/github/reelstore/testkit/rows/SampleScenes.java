package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.List;
import java.util.Optional;

/** Scenes, lines and choices for tests, in the project {@code p}: {@code scene("s1", "V").title("Dusk").build()}. */
public final class SampleScenes {

    /** The project of all of them. */
    public static final ProjectId P = new ProjectId("p");

    static final LanguageTag VI = LanguageTag.of("vi");
    static final LanguageTag EN = LanguageTag.of("en");

    private SampleScenes() {}

    /** A scene of alice with only the required values. */
    public static SceneBuilder scene(String id, String position) {
        return SceneBuilder.builder()
                .projectId(P)
                .sceneId(id)
                .profileId(SampleRows.ALICE)
                .position(new ScenePosition(position))
                .version(1)
                .createdAt(SampleRows.START)
                .updatedAt(SampleRows.START);
    }

    /** A scene with a value in every column, different for each number. */
    static Scene full(int number) {
        return scene("scene " + number, "V" + number + "1")
                .title("title " + number)
                .prompt("prompt\n" + number)
                .lengthMs(5_000_000_000L + number)
                .meta(new JsonText("{\"meta\": " + number + "}"))
                .version(number)
                .deletedAt(SampleRows.micros(30 + number))
                .createdAt(SampleRows.micros(10 + number))
                .updatedAt(SampleRows.micros(20 + number))
                .build();
    }

    /** An original line; its time is to be ignored. */
    static SceneLine line(String scene, String language, String text) {
        return new SceneLine(P, scene, LanguageTag.of(language), text, Optional.empty(), SampleRows.START);
    }

    /** A line that was translated from another text. */
    static SceneLine translation(String scene, String language, String text, String from, String original) {
        return new SceneLine(
                P,
                scene,
                LanguageTag.of(language),
                text,
                Optional.of(new SceneLine.Source(LanguageTag.of(from), InputDigest.of(original))),
                SampleRows.START);
    }

    /** Settings with a value for everything. */
    static TrackSettings fullSettings(int number) {
        return new TrackSettings(
                Optional.of("provider " + number),
                Optional.of("endpoint " + number),
                Optional.of("model " + number),
                Optional.of("voice " + number),
                Optional.of("prompt\n" + number),
                Optional.of(new JsonText("{\"number\": " + number + "}")),
                Optional.of(new InputRole("role-" + number)),
                List.of(new ImageId("z"), new ImageId("a \"quoted\" \u00e9"), new ImageId("z")));
    }

    /** The first choice of a take, or a later one; its time is to be ignored. */
    static Selection choice(CellKey cell, int number, String take) {
        return new Selection(P, cell, number, Optional.of(take), Optional.empty(), Optional.empty(), SampleRows.START);
    }

    /** A choice that makes the newest take stand again. */
    static Selection withdrawal(CellKey cell, int number) {
        return new Selection(P, cell, number, Optional.empty(), Optional.empty(), Optional.empty(), SampleRows.START);
    }
}
