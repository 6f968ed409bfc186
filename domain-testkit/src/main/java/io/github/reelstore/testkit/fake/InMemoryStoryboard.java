package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tables of storyboards, for all profiles. A row belongs to the profile of its project. */
final class InMemoryStoryboard {

    /** What identifies a scene. */
    record SceneKey(ProjectId project, String sceneId) {}

    /** What identifies a line. */
    record LineKey(SceneKey scene, LanguageTag language) {}

    /** What identifies settings. */
    record SettingsKey(ProjectId project, Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language) {}

    /** What identifies a choice. */
    record ChoiceKey(ProjectId project, CellKey cell, int number) {}

    /** A row of a project. */
    record RowKey(ProjectId project, MediaKind track, String id) {}

    private final Map<SceneKey, Scene> scenes;
    private final Map<LineKey, SceneLine> lines;
    private final Map<SettingsKey, DatedSettings> settings;
    private final Map<ChoiceKey, Selection> selections;
    private final Map<RowKey, RejectedTake> rejections;

    InMemoryStoryboard() {
        scenes = new HashMap<>();
        lines = new HashMap<>();
        settings = new HashMap<>();
        selections = new HashMap<>();
        rejections = new HashMap<>();
    }

    private InMemoryStoryboard(InMemoryStoryboard other) {
        scenes = new HashMap<>(other.scenes);
        lines = new HashMap<>(other.lines);
        settings = new HashMap<>(other.settings);
        selections = new HashMap<>(other.selections);
        rejections = new HashMap<>(other.rejections);
    }

    InMemoryStoryboard copy() {
        return new InMemoryStoryboard(this);
    }

    /** Removes everything of a project. */
    void remove(ProjectId project) {
        scenes.keySet().removeIf(key -> key.project().equals(project));
        lines.keySet().removeIf(key -> key.scene().project().equals(project));
        settings.keySet().removeIf(key -> key.project().equals(project));
        selections.keySet().removeIf(key -> key.project().equals(project));
        rejections.keySet().removeIf(key -> key.project().equals(project));
    }

    Map<SceneKey, Scene> scenes() {
        return scenes;
    }

    Map<LineKey, SceneLine> lines() {
        return lines;
    }

    Map<SettingsKey, DatedSettings> settings() {
        return settings;
    }

    Map<ChoiceKey, Selection> selections() {
        return selections;
    }

    Map<RowKey, RejectedTake> rejections() {
        return rejections;
    }
}
