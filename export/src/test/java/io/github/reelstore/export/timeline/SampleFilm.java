package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A film, scene by scene: {@code new SampleFilm("Dusk").scene("s1").video(2848).audio("vi", 3000)}. */
final class SampleFilm {

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
    private static final ProjectId PROJECT = new ProjectId("p");
    private static final ProfileId PROFILE = new ProfileId("default");

    private final String title;
    private final List<StoryboardScene> scenes = new ArrayList<>();
    private final Set<LanguageTag> languages = new LinkedHashSet<>();
    private final Map<String, VideoGeneration> videos = new HashMap<>();
    private Optional<FrameRate> rate = Optional.empty();
    private boolean isHashed = true;

    SampleFilm(String title) {
        this.title = title;
    }

    /** The rate of the videos that follow. */
    SampleFilm videosAt(String frameRate) {
        rate = Optional.of(FrameRate.of(frameRate));
        return this;
    }

    /** The takes that follow have no hash, as those of other programs. */
    SampleFilm withoutHashes() {
        isHashed = false;
        return this;
    }

    SampleFilm scene(String id) {
        return scene(id, Optional.empty());
    }

    SampleFilm scene(String id, Optional<Long> lengthMs) {
        scenes.add(new StoryboardScene(
                SceneBuilder.builder()
                        .projectId(PROJECT)
                        .sceneId(id)
                        .profileId(PROFILE)
                        .position(new ScenePosition("V"))
                        .lengthMs(lengthMs)
                        .version(1)
                        .createdAt(TIME)
                        .updatedAt(TIME)
                        .build(),
                List.of(),
                Set.of(),
                List.of()));
        return this;
    }

    SampleFilm video(long ms) {
        return video(Optional.of(ms));
    }

    SampleFilm video(Optional<Long> ms) {
        String id = "video-" + videos.size();
        videos.put(
                id,
                VideoGeneration.builder()
                        .id(new GenerationId(id))
                        .profileId(PROFILE)
                        .status(GenerationStatus.COMPLETED)
                        .frameRate(rate)
                        .width(Optional.of(1280))
                        .height(Optional.of(720))
                        .seed(Optional.of(Seed.of("9007199254740993")))
                        .provider(Optional.of("veo"))
                        .createdAt(TIME)
                        .updatedAt(TIME)
                        .build());
        return take(CellKey.video(sceneId()), id, ms, "mp4");
    }

    SampleFilm image() {
        return take(CellKey.image(sceneId()), "image", Optional.empty(), "png");
    }

    SampleFilm audio(String language, long ms) {
        return audio(language, Optional.of(ms));
    }

    SampleFilm audio(String language, Optional<Long> ms) {
        LanguageTag tag = LanguageTag.of(language);
        languages.add(tag);
        return take(CellKey.audio(sceneId(), tag), "audio-" + language, ms, "mp3");
    }

    /** English audio in a file with this extension. */
    SampleFilm take(String extension) {
        LanguageTag tag = LanguageTag.of("en");
        languages.add(tag);
        return take(CellKey.audio(sceneId(), tag), "audio-en", Optional.of(1000L), extension);
    }

    private String sceneId() {
        return last().scene().sceneId();
    }

    private StoryboardScene last() {
        return scenes.get(scenes.size() - 1);
    }

    private SampleFilm take(CellKey key, String id, Optional<Long> durationMs, String extension) {
        int number = scenes.size();
        Take take = new Take(
                key,
                id,
                GenerationStatus.COMPLETED,
                Optional.of(BlobKey.parse("media/" + number + "/" + id + "." + extension)),
                Optional.empty(),
                Optional.of(new ContentHash("%032x%032x".formatted(number, id.hashCode())))
                        .filter(hash -> isHashed),
                durationMs,
                Optional.empty(),
                Optional.empty(),
                TIME);
        StoryboardScene scene = last();
        List<Cell> cells = new ArrayList<>(scene.cells());
        cells.add(new Cell(
                key,
                CellState.PRESENT,
                new StandingTake(key, Optional.of(take), Optional.empty(), 1),
                Set.of(),
                Optional.empty(),
                0,
                false,
                Optional.empty()));
        scenes.set(scenes.size() - 1, new StoryboardScene(scene.scene(), scene.lines(), scene.outdated(), cells));
        return this;
    }

    Film film() {
        VideoProject project = VideoProject.builder()
                .id(PROJECT)
                .profileId(PROFILE)
                .title(title)
                .createdAt(TIME)
                .updatedAt(TIME)
                .version(1)
                .build();
        return new Film(new Storyboard(project, List.copyOf(languages), scenes), videos, Map.of());
    }

    /** The timeline in all languages. */
    Timeline timeline() {
        return timeline(Optional.empty());
    }

    Timeline timeline(Optional<FrameRate> atRate) {
        return TimelineBuilder.build(film(), List.copyOf(languages), atRate);
    }

    /** Every case at once, with text that has meanings of its own in JSON and XML. */
    static Timeline everything(FrameRate rate) {
        return everything().timeline(Optional.of(rate));
    }

    static SampleFilm everything() {
        return new SampleFilm("Hải đăng <&> \"dusk\"\u0001 🗼")
                .videosAt("24/1")
                .scene("tàu <1>")
                .video(2848)
                .audio("vi", 3100)
                .audio("pt-BR", 1000)
                .scene("still")
                .image()
                .audio("vi", 2000)
                .scene("missing", Optional.of(1500L))
                .scene("silent")
                .video(1000);
    }
}
