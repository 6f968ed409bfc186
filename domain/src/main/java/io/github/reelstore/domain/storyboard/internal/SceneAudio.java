package io.github.reelstore.domain.storyboard.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets the video that stands for a scene refer to the audio that stands for it, so that {@code getProjectWithGenerations} returns what the
 * storyboard shows. {@link Choices} calls it whenever it changes what stands; nothing else does, so that the audio of other videos stays as it is.
 */
final class SceneAudio {

    private final Tx tx;
    private final ProjectId project;
    private final UnnamedTakes unnamed;

    SceneAudio(Tx tx, ProjectId project, UnnamedTakes unnamed) {
        this.tx = tx;
        this.project = project;
        this.unnamed = unnamed;
    }

    /**
     * Updates the standing video of a scene: after a change of its audio in one language, its audio in that language; after a change of the video
     * itself, its audio in all languages that the scene has takes of. Where nothing stands, the video keeps its audio unless that was rejected. A
     * video that was chosen from another scene has the audio of that scene.
     *
     * @param changed the cell for which another take stands; images change no video
     */
    void update(CellKey changed) {
        if (changed.track() == MediaKind.IMAGE) {
            return;
        }
        List<StandingTake> scene = tx.takes().standing(project, changed.sceneId());
        scene.stream()
                .filter(stands -> stands.cell().track() == MediaKind.VIDEO)
                .flatMap(stands -> stands.take().stream())
                .filter(video -> video.cell().sceneId().equals(changed.sceneId()))
                .findFirst()
                .ifPresent(video -> update(new GenerationId(video.id()), changed, scene));
    }

    private void update(GenerationId video, CellKey changed, List<StandingTake> scene) {
        Optional<LanguageTag> ownLanguage = ownLanguage();
        VideoTracks tracks = tracks(MediaTable.VIDEOS.require(tx, video), ownLanguage);
        Stream<StandingTake> audio =
                scene.stream().filter(stands -> stands.cell().track() == MediaKind.AUDIO);
        if (changed.track() == MediaKind.AUDIO) {
            set(
                    tracks,
                    changed,
                    audio.filter(stands -> stands.cell().equals(changed)).findFirst());
        } else {
            // a video without audio gets that in the language of the project as its first
            audio.sorted(Comparator.comparing((StandingTake stands) ->
                                    !stands.cell().language().equals(ownLanguage))
                            .thenComparing(stands ->
                                    stands.cell().language().orElseThrow().value()))
                    .forEach(stands -> set(tracks, stands.cell(), Optional.of(stands)));
        }
        tracks.write()
                .forEach(replaced -> unnamed.keep(
                        CellKey.audio(changed.sceneId(), replaced.language()),
                        replaced.audioGenerationId().value()));
    }

    private Optional<LanguageTag> ownLanguage() {
        return tx.projects().find(project).flatMap(VideoProject::defaultLanguage);
    }

    private VideoTracks tracks(VideoGeneration video, Optional<LanguageTag> ownLanguage) {
        return new VideoTracks(tx, video, ownLanguage.orElse(LanguageTag.UNDETERMINED));
    }

    private void set(VideoTracks tracks, CellKey cell, Optional<StandingTake> stands) {
        LanguageTag language = cell.language().orElseThrow();
        stands.flatMap(StandingTake::take)
                .map(take -> new AudioId(take.id()))
                .ifPresentOrElse(
                        audio -> tracks.put(language, audio),
                        () -> tracks.in(language).stream()
                                .filter(this::isRejected)
                                .forEach(tracks::remove));
    }

    /**
     * Removes audio from all videos of some scenes, whether they stand or not.
     *
     * @return the cells in which a video had it
     */
    Set<CellKey> unlink(AudioId audio, Set<String> scenes) {
        Set<CellKey> cells = new LinkedHashSet<>();
        for (GenerationId id : tx.audio().videosOf(audio)) {
            VideoGeneration video = MediaTable.VIDEOS.require(tx, id);
            Optional<String> scene = video.sceneId().filter(scenes::contains);
            if (scene.isPresent() && video.projectId().equals(Optional.of(project))) {
                VideoTracks tracks = tracks(video, ownLanguage());
                tracks.remove(audio);
                tracks.write().forEach(track -> cells.add(CellKey.audio(scene.get(), track.language())));
            }
        }
        return cells;
    }

    private boolean isRejected(AudioId audio) {
        return tx.takes().takesOf(project, MediaKind.AUDIO, audio.value()).stream()
                .map(Take::rejected)
                .anyMatch(Optional::isPresent);
    }
}
