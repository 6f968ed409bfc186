package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project's storyboard, and after it a scene for each video that has none, oldest first, with its audio. So one function places them all
 * in time ({@link io.github.reelstore.domain.storyboard.SceneTime#of}).
 *
 * @param storyboard the scenes
 * @param videos the videos of the project, by id, oldest first
 * @param images the images of the project, and those that its videos use, by id
 */
record Film(Storyboard storyboard, Map<String, VideoGeneration> videos, Map<String, ImageGeneration> images) {

    private static final ScenePosition LAST = new ScenePosition("z");

    /**
     * Adds the videos without a scene.
     *
     * @param unused the images that no video uses; they may be stills
     */
    static Film of(Storyboard board, ProjectWithGenerations rows, List<ImageGeneration> unused) {
        List<StoryboardScene> scenes = new ArrayList<>(board.scenes());
        Set<LanguageTag> languages = new LinkedHashSet<>(board.languages());
        Map<String, VideoGeneration> videos = new LinkedHashMap<>();
        Map<String, ImageGeneration> images = new HashMap<>();
        unused.forEach(image -> images.put(image.id().value(), image));
        int count = 0;
        for (GenerationView view : rows.generations()) {
            VideoGeneration video = view.generation();
            videos.put(video.id().value(), video);
            view.image().ifPresent(image -> images.put(image.id().value(), image));
            view.inputs().forEach(input -> images.put(input.image().id().value(), input.image()));
            if (hasNoScene(video.sceneId()) && video.status().equals(GenerationStatus.COMPLETED)) {
                Optional<BlobKey> file = video.filePath();
                if (file.isPresent()) {
                    StoryboardScene scene = scene(board.project(), view, ++count);
                    scenes.add(scene);
                    scene.cells().forEach(cell -> cell.key().language().ifPresent(languages::add));
                }
            }
        }
        return new Film(new Storyboard(board.project(), List.copyOf(languages), scenes), videos, images);
    }

    /** Whether the file of a video is where another program has put it. */
    static boolean isOutside(VideoGeneration video) {
        return video.filePath().isEmpty() && video.videoPath().isPresent();
    }

    /** Whether a video may get a file yet. */
    static boolean isPending(VideoGeneration video) {
        return video.filePath().isEmpty()
                && video.videoPath().isEmpty()
                && (video.status().equals(GenerationStatus.PENDING)
                        || video.status().equals(GenerationStatus.PROCESSING));
    }

    /** The scenes that have such a video, by id, in order, and then such videos without a scene. */
    List<String> scenesWith(Predicate<VideoGeneration> such) {
        List<VideoGeneration> found = videos.values().stream().filter(such).toList();
        Set<String> scenes =
                found.stream().flatMap(video -> video.sceneId().stream()).collect(Collectors.toSet());
        return Stream.concat(
                        storyboard.scenes().stream()
                                .map(scene -> scene.scene().sceneId())
                                .filter(scenes::contains),
                        found.stream()
                                .filter(video -> hasNoScene(video.sceneId()))
                                .map(video -> video.id().value()))
                .toList();
    }

    /** Other programs write blanks, which name no scene either. */
    private static boolean hasNoScene(Optional<String> scene) {
        return scene.filter(id -> !id.isBlank()).isEmpty();
    }

    private static StoryboardScene scene(VideoProject project, GenerationView view, int number) {
        VideoGeneration video = view.generation();
        String id = video.id().value();
        List<Cell> cells = new ArrayList<>();
        cells.add(cell(new Take(
                CellKey.video(id),
                id,
                video.status(),
                video.filePath(),
                video.thumbPath(),
                video.contentHash(),
                video.durationMs(),
                video.madeFrom(),
                Optional.empty(),
                video.createdAt())));
        audioOf(project, view)
                .forEach((language, audio) -> cells.add(cell(new Take(
                        CellKey.audio(id, language),
                        audio.id().value(),
                        audio.status(),
                        Optional.of(audio.filePath()),
                        Optional.empty(),
                        audio.contentHash(),
                        audio.durationMs(),
                        audio.madeFrom(),
                        Optional.empty(),
                        audio.createdAt()))));
        return new StoryboardScene(
                SceneBuilder.builder()
                        .projectId(project.id())
                        .sceneId(id)
                        .profileId(project.profileId())
                        .position(LAST)
                        .title(Optional.of("Video " + number))
                        .version(0)
                        .createdAt(video.createdAt())
                        .updatedAt(video.createdAt())
                        .build(),
                List.of(),
                Set.of(),
                cells);
    }

    private static Cell cell(Take take) {
        return new Cell(
                take.cell(),
                CellState.PRESENT,
                new StandingTake(take.cell(), Optional.of(take), Optional.empty(), 1),
                Set.of(),
                Optional.empty(),
                0,
                false,
                Optional.empty());
    }

    /** The audio of a video by language. Audio with a scene of its own is heard there. */
    private static Map<LanguageTag, AudioGeneration> audioOf(VideoProject project, GenerationView view) {
        Map<LanguageTag, AudioGeneration> audio = new LinkedHashMap<>();
        view.audioTracks().forEach(track -> put(audio, track.language(), track.audio()));
        view.audio()
                .ifPresent(first -> put(
                        audio, first.language().or(project::defaultLanguage).orElse(LanguageTag.UNDETERMINED), first));
        return audio;
    }

    private static void put(Map<LanguageTag, AudioGeneration> audio, LanguageTag language, AudioGeneration row) {
        if (hasNoScene(row.sceneId()) && row.status().equals(GenerationStatus.COMPLETED)) {
            audio.putIfAbsent(language, row);
        }
    }
}
