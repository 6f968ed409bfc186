package io.github.reelstore.domain.service;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectRows;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.InputView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import io.github.reelstore.domain.service.internal.MediaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a project, or those of a part of its videos, loaded with one statement per table and joined in memory,
 * without a round trip per row.
 */
final class ProjectView {

    private final VideoProject project;
    private final List<VideoGeneration> generations;
    private final Map<GenerationId, List<GenerationInput>> inputs;
    private final Map<GenerationId, List<GenerationAudioTrack>> tracks;
    private final Map<ImageId, ImageGeneration> images;
    private final Map<AudioId, AudioGeneration> audio;

    private ProjectView(
            VideoProject project,
            List<VideoGeneration> generations,
            GenerationLinks links,
            List<ImageGeneration> usedImages,
            List<AudioGeneration> usedAudio) {
        this.project = project;
        this.generations = generations;
        this.inputs = links.inputs().stream().collect(groupingBy(GenerationInput::generationId));
        this.tracks = links.audioTracks().stream().collect(groupingBy(GenerationAudioTrack::generationId));
        this.images = usedImages.stream().collect(toMap(ImageGeneration::id, identity()));
        this.audio = usedAudio.stream().collect(toMap(AudioGeneration::id, identity()));
    }

    static ProjectView of(Tx tx, ProjectId id) {
        ProjectRows rows = tx.rowsOf(id).orElseThrow(() -> MediaTable.PROJECTS.notFound(tx, id));
        return new ProjectView(rows.project(), rows.generations(), rows.links(), rows.images(), rows.audio());
    }

    /** Only some of the videos. */
    static ProjectView of(Tx tx, ProjectId id, List<VideoGeneration> generations) {
        List<GenerationId> ids = generations.stream().map(VideoGeneration::id).toList();
        return new ProjectView(
                MediaTable.PROJECTS.require(tx, id),
                generations,
                tx.generations().linksOf(ids),
                tx.images().usedBy(ids),
                tx.audio().usedBy(ids));
    }

    ProjectWithGenerations all() {
        return new ProjectWithGenerations(
                project,
                generations.stream()
                        .map(generation -> view(generation, firstAudio(generation)))
                        .toList());
    }

    ProjectWithGenerations in(LanguageTag language) {
        List<GenerationView> views = new ArrayList<>();
        for (VideoGeneration generation : generations) {
            List<Track> candidates = audioOf(generation);
            Optional<AudioGeneration> resolved = best(candidates, language);
            if (candidates.isEmpty() || resolved.isPresent()) {
                views.add(view(generation, resolved));
            }
        }
        return new ProjectWithGenerations(project, views);
    }

    private GenerationView view(VideoGeneration generation, Optional<AudioGeneration> resolved) {
        List<GenerationInput> generationInputs = inputs.getOrDefault(generation.id(), List.of());
        List<GenerationAudioTrack> generationTracks = tracks.getOrDefault(generation.id(), List.of());
        return new GenerationView(
                generation,
                generation.imageGenerationId().flatMap(this::image),
                generationInputs.stream().flatMap(this::inputView).toList(),
                resolved,
                generationTracks.stream().flatMap(this::trackView).toList());
    }

    private Stream<InputView> inputView(GenerationInput input) {
        return image(input.imageGenerationId())
                .map(image -> new InputView(input.role(), input.position(), image))
                .stream();
    }

    private Stream<TrackView> trackView(GenerationAudioTrack track) {
        return audio(track.audioGenerationId()).map(row -> new TrackView(track.language(), row)).stream();
    }

    /** The audio of a video with its language: that of the row, or for a further track that of the track. */
    private List<Track> audioOf(VideoGeneration generation) {
        Stream<Track> first = firstAudio(generation).map(row -> new Track(row.language(), row)).stream();
        Stream<Track> further = tracks.getOrDefault(generation.id(), List.of()).stream()
                .flatMap(this::trackView)
                .map(track -> new Track(Optional.of(track.language()), track.audio()));
        return Stream.concat(first, further).toList();
    }

    private static Optional<AudioGeneration> best(List<Track> candidates, LanguageTag language) {
        List<LanguageTag> available =
                candidates.stream().flatMap(one -> one.language().stream()).toList();
        return language.among(available).stream()
                .findFirst()
                .flatMap(best -> candidates.stream()
                        .filter(one -> one.language().equals(Optional.of(best)))
                        .findFirst())
                .map(Track::row);
    }

    private Optional<AudioGeneration> firstAudio(VideoGeneration generation) {
        return generation.audioGenerationId().flatMap(this::audio);
    }

    private Optional<ImageGeneration> image(ImageId id) {
        return Optional.ofNullable(images.get(id));
    }

    private Optional<AudioGeneration> audio(AudioId id) {
        return Optional.ofNullable(audio.get(id));
    }

    private record Track(Optional<LanguageTag> language, AudioGeneration row) {}
}
