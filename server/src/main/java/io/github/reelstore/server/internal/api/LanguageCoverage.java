package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The languages of a project, video by video. A language that one video has is missing in each video that has audio, but
 * not in it.
 *
 * @param languages all languages of the project, by tag
 * @param videos the videos, oldest first
 */
record LanguageCoverage(List<LanguageTag> languages, List<Video> videos) {

    /**
     * The languages of a video.
     *
     * @param generationId the video
     * @param sceneId the scene that it shows
     * @param hasAudio whether it has audio; a video without audio belongs to every language
     * @param present the languages that it has
     * @param missing the languages of the project that it lacks
     */
    record Video(
            GenerationId generationId,
            Optional<String> sceneId,
            boolean hasAudio,
            List<LanguageTag> present,
            List<LanguageTag> missing) {}

    static LanguageCoverage of(ProjectWithGenerations project) {
        List<LanguageTag> all = sorted(project.generations().stream().flatMap(LanguageCoverage::languages));
        return new LanguageCoverage(
                all,
                project.generations().stream().map(view -> video(view, all)).toList());
    }

    private static Video video(GenerationView view, List<LanguageTag> all) {
        Set<LanguageTag> present = languages(view).collect(Collectors.toSet());
        boolean hasAudio = view.audio().isPresent() || !view.audioTracks().isEmpty();
        return new Video(
                view.generation().id(),
                view.generation().sceneId(),
                hasAudio,
                sorted(present.stream()),
                hasAudio
                        ? all.stream()
                                .filter(language -> !present.contains(language))
                                .toList()
                        : List.of());
    }

    private static Stream<LanguageTag> languages(GenerationView view) {
        return Stream.concat(
                view.audio().flatMap(AudioGeneration::language).stream(),
                view.audioTracks().stream().map(TrackView::language));
    }

    private static List<LanguageTag> sorted(Stream<LanguageTag> languages) {
        return languages
                .distinct()
                .sorted(Comparator.comparing(LanguageTag::value))
                .toList();
    }
}
