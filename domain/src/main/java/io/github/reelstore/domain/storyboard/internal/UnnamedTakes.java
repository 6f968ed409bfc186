package io.github.reelstore.domain.storyboard.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Take;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows that name no scene: images and audio are takes of one only as long as a video of it refers to them. */
final class UnnamedTakes {

    private final Tx tx;
    private final ProjectId project;

    UnnamedTakes(Tx tx, ProjectId project) {
        this.tx = tx;
        this.project = project;
    }

    /** The image and the audio of a video that are takes of its scene. */
    List<Take> of(VideoGeneration video) {
        Stream<Take> images = video.imageGenerationId().stream()
                .flatMap(id -> tx.takes().takesOf(project, MediaKind.IMAGE, id.value()).stream());
        Stream<Take> audio = Stream.concat(
                        video.audioGenerationId().stream(),
                        tx.generations().linksOf(video.id()).audioTracks().stream()
                                .map(GenerationAudioTrack::audioGenerationId))
                .distinct()
                .flatMap(id -> tx.takes().takesOf(project, MediaKind.AUDIO, id.value()).stream());
        return Stream.concat(images, audio)
                .filter(take -> Optional.of(take.cell().sceneId()).equals(video.sceneId()))
                .toList();
    }

    /** Gives a row that is no take any more the scene of its cell, and audio that has no language that of the cell. */
    void keep(CellKey cell, String id) {
        if (!tx.takes().takesOf(project, cell.track(), id).isEmpty()) {
            return;
        }
        switch (cell.track()) {
            case IMAGE ->
                tx.images()
                        .find(new ImageId(id))
                        .filter(row -> row.projectId().equals(Optional.of(project)))
                        .ifPresent(row -> tx.images()
                                .update(
                                        row.id(),
                                        Patch.<ImageGeneration>empty().set(ImageField.SCENE_ID, cell.sceneId())));
            case AUDIO ->
                tx.audio()
                        .find(new AudioId(id))
                        .filter(row -> row.projectId().equals(Optional.of(project)))
                        .ifPresent(row -> tx.audio().update(row.id(), named(row, cell)));
            case VIDEO ->
                tx.generations()
                        .find(new GenerationId(id))
                        .filter(row -> row.projectId().equals(Optional.of(project)))
                        .ifPresent(row -> tx.generations()
                                .update(
                                        row.id(),
                                        Patch.<VideoGeneration>empty().set(GenerationField.SCENE_ID, cell.sceneId())));
        }
    }

    private static Patch<AudioGeneration> named(AudioGeneration row, CellKey cell) {
        Patch<AudioGeneration> patch = Patch.<AudioGeneration>empty().set(AudioField.SCENE_ID, cell.sceneId());
        return row.language().isPresent()
                ? patch
                : patch.set(AudioField.LANGUAGE, cell.language().orElseThrow());
    }
}
