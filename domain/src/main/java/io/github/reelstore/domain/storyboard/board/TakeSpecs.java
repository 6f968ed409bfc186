package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the takes of a project's cells should be made from: puts together what its scenes, lines and settings say now. */
final class TakeSpecs {

    private static final InputRole REFERENCE = InputRole.REFERENCE;

    /** What settings apply to. */
    private record Scope(Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language) {}

    private final Map<Scope, TrackSettings> stored = new HashMap<>();

    /** Few settings apply to many cells. */
    private final Map<Scope, AppliedSettings> appliedByScope = new HashMap<>();

    private final Set<String> scenesWithSettings = new HashSet<>();
    private final Map<CellKey, SceneLine> lines = new HashMap<>();
    private final Map<CellKey, Take> images;
    private final Map<ImageId, ContentHash> references;

    /**
     * Puts together what is said.
     *
     * @param settings the settings of the project and its scenes
     * @param lines the lines of all scenes
     * @param images the standing images of scenes, by their cells
     * @param references the content of the images that the settings refer to
     */
    TakeSpecs(
            List<StoredSettings> settings,
            List<SceneLine> lines,
            Map<CellKey, Take> images,
            Map<ImageId, ContentHash> references) {
        settings.forEach(one -> {
            stored.put(new Scope(one.sceneId(), one.track(), one.language()), one.settings());
            one.sceneId().ifPresent(scenesWithSettings::add);
        });
        lines.forEach(line -> this.lines.put(CellKey.audio(line.sceneId(), line.language()), line));
        this.images = images;
        this.references = references;
    }

    /** The settings that apply to a cell: the more special ones first. */
    TrackSettings settings(CellKey cell) {
        return appliedTo(cell).settings();
    }

    private AppliedSettings appliedTo(CellKey cell) {
        Optional<String> scene = Optional.of(cell.sceneId()).filter(scenesWithSettings::contains);
        return appliedByScope.computeIfAbsent(new Scope(scene, cell.track(), cell.language()), this::merge);
    }

    private AppliedSettings merge(Scope scope) {
        TrackSettings found = of(scope.sceneId(), scope.track(), scope.language());
        if (scope.language().isPresent()) {
            found = found.orElse(of(scope.sceneId(), scope.track(), Optional.empty()))
                    .orElse(of(Optional.empty(), scope.track(), scope.language()));
        }
        return AppliedSettings.of(found.orElse(of(Optional.empty(), scope.track(), Optional.empty())));
    }

    private TrackSettings of(Optional<String> scene, MediaKind track, Optional<LanguageTag> language) {
        return stored.getOrDefault(new Scope(scene, track, language), TrackSettings.NONE);
    }

    /**
     * What the take of a cell should be made from.
     *
     * @param hasImage whether the scene has an image, or should have one
     */
    TakeSpec of(Scene scene, CellKey cell, boolean hasImage) {
        AppliedSettings applied = appliedTo(cell);
        TrackSettings settings = applied.settings();
        return switch (cell.track()) {
            case AUDIO ->
                new TakeSpec(
                        cell,
                        applied,
                        settings.prompt(),
                        Optional.ofNullable(lines.get(cell)).map(SceneLine::text),
                        List.of(),
                        Optional.empty());
            case IMAGE -> seen(scene, cell, applied, false);
            case VIDEO -> seen(scene, cell, applied, hasImage && !settings.leavesImageOut());
        };
    }

    private TakeSpec seen(Scene scene, CellKey cell, AppliedSettings applied, boolean withImage) {
        TrackSettings settings = applied.settings();
        List<JobInput> inputs = new ArrayList<>();
        Optional<String> obstacle = Optional.empty();
        for (ImageId id : settings.references()) {
            ContentHash hash = references.get(id);
            if (hash == null) {
                obstacle =
                        Optional.of("The image " + id + ", which is to be sent along, does not exist or its content is"
                                + " not known; change the settings.");
            } else {
                inputs.add(new JobInput(REFERENCE, inputs.size(), hash, Optional.of(id)));
            }
        }
        if (withImage) {
            InputRole role = settings.imageRole().orElse(InputRole.FIRST_FRAME);
            Optional<Take> image = Optional.ofNullable(images.get(CellKey.image(cell.sceneId())));
            Optional<ContentHash> hash = image.flatMap(Take::contentHash);
            if (hash.isPresent()) {
                int position = role.equals(REFERENCE) ? inputs.size() : 0;
                inputs.add(new JobInput(
                        role, position, hash.get(), image.map(Take::id).map(ImageId::new)));
            } else if (obstacle.isEmpty()) {
                obstacle = Optional.of(
                        image.isPresent()
                                ? "The content of the image of the scene " + cell.sceneId()
                                        + " is not known; refresh the metadata of the image."
                                : "The image of the scene " + cell.sceneId() + " comes first; plan or add it.");
            }
        }
        return new TakeSpec(
                cell,
                applied,
                settings.prompt().or(() -> scene.prompt().filter(said -> !said.isBlank())),
                Optional.empty(),
                inputs,
                obstacle);
    }
}
