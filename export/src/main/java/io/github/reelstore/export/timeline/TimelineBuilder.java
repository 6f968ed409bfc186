package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.Take;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the timeline of a film. */
final class TimelineBuilder {

    /** Far above any film; a larger one comes from a wrong duration. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final FrameSize LANDSCAPE = new FrameSize(1920, 1080);
    private static final FrameSize PORTRAIT = new FrameSize(1080, 1920);
    private static final FrameSize SQUARE = new FrameSize(1080, 1080);

    /** Programs that read numbers as doubles would change a larger one. */
    private static final BigInteger MAX_EXACT = BigInteger.ONE.shiftLeft(53);

    private final Film film;
    private final List<SceneTime> times;
    private final FrameRate rate;
    private final MediaNames names = new MediaNames();

    /**
     * Places the scenes.
     *
     * @param languages the languages of the film; an audio track for each of them that has audio
     * @param rate the rate; empty for the most common one of the videos
     */
    private TimelineBuilder(Film film, List<LanguageTag> languages, Optional<FrameRate> rate) {
        this.film = film;
        this.times = SceneTime.of(film.storyboard(), SceneTime.heardIn(film.storyboard(), languages));
        this.rate = rate.map(TimelineRates::require)
                .orElseGet(() -> TimelineRates.mostCommon(standingVideos()
                        .flatMap(video -> video.frameRate().stream())
                        .toList()));
    }

    static Timeline build(Film film, List<LanguageTag> languages, Optional<FrameRate> rate) {
        return new TimelineBuilder(film, languages, rate).build(languages);
    }

    private Stream<VideoGeneration> standingVideos() {
        return times.stream()
                .flatMap(time -> take(time, MediaKind.VIDEO).stream())
                .flatMap(take -> Optional.ofNullable(film.videos().get(take.id())).stream());
    }

    private static Optional<Take> take(SceneTime time, MediaKind track) {
        return time.scene()
                .cell(track, Optional.empty())
                .flatMap(Cell::take)
                .filter(take -> take.filePath().isPresent());
    }

    private Timeline build(List<LanguageTag> languages) {
        VideoProject project = film.storyboard().project();
        long endMs = times.isEmpty() ? 0 : times.get(times.size() - 1).endMs();
        if (endMs < 0 || endMs > LONGEST.toMillis()) {
            throw new StorageException.InvalidInput(
                    "duration",
                    "The film would last longer than " + LONGEST.toDays()
                            + " days; correct the durations of its videos and audio, or the lengths of its scenes.");
        }
        long frames = TimelineRates.frameAt(rate, endMs);
        if (frames == 0) {
            throw new StorageException.NotFound(
                    project.id().value(),
                    "The project " + project.id()
                            + " has no scene that takes time: it needs a video, an audio or a scene with a length."
                            + (film.scenesWith(Film::isOutside).isEmpty()
                                    ? ""
                                    : " It has videos whose files are outside the store; adopt FILE --import-media copies them."));
        }
        List<TimelineTrack> audio = TimelineLanguages.spoken(film.storyboard(), languages).stream()
                .map(language -> track("Audio " + language, Optional.of(language)))
                .toList();
        return new Timeline(
                project.id(), project.title(), rate, size(project), frames, track("Video", Optional.empty()), audio);
    }

    private TimelineTrack track(String name, Optional<LanguageTag> language) {
        List<TimelineItem> items = new ArrayList<>();
        for (SceneTime time : times) {
            long start = TimelineRates.frameAt(rate, time.startMs());
            long end = TimelineRates.frameAt(rate, time.endMs());
            Scene scene = time.scene().scene();
            String label = label(scene) + language.map(tag -> " (" + tag + ")").orElse("");
            Optional<Shown> shown = language.map(tag -> spoken(time, tag)).orElseGet(() -> seen(time));
            long mediaEnd = shown.map(what -> mediaEnd(what, time.startMs(), start, end))
                    .orElse(start);
            if (shown.isPresent() && mediaEnd > start) {
                long frames = mediaEnd - start;
                items.add(new TimelineItem(
                        scene.sceneId(), label, frames, Optional.of(media(shown.get(), scene, language, frames))));
            }
            if (end > mediaEnd) {
                items.add(new TimelineItem(scene.sceneId(), label, end - mediaEnd, Optional.empty()));
            }
        }
        return new TimelineTrack(name, language, items);
    }

    /** The standing take of a cell, and for how long it is seen or heard. */
    private record Shown(MediaKind kind, Take take, long ms) {}

    /** The frame at which a file ends: not more than it has, though whole milliseconds may make its scene a frame longer. */
    private long mediaEnd(Shown shown, long startMs, long start, long end) {
        long nearest = Math.min(end, TimelineRates.frameAt(rate, startMs + shown.ms()));
        return available(shown).map(frames -> Math.min(nearest, start + frames)).orElse(nearest);
    }

    private Optional<Long> available(Shown shown) {
        return shown.kind() == MediaKind.IMAGE
                ? Optional.empty()
                : shown.take().durationMs().map(ms -> TimelineRates.framesIn(rate, ms));
    }

    /** The video; in a scene without one its image, for the whole scene. */
    private static Optional<Shown> seen(SceneTime time) {
        return take(time, MediaKind.VIDEO)
                .filter(video -> time.videoMs() > 0)
                .map(video -> new Shown(MediaKind.VIDEO, video, time.videoMs()))
                .or(() -> take(time, MediaKind.IMAGE).map(image -> new Shown(MediaKind.IMAGE, image, time.lengthMs())));
    }

    /** The audio; one of unknown duration for the whole scene. */
    private static Optional<Shown> spoken(SceneTime time, LanguageTag language) {
        return TimelineLanguages.audio(time.scene(), language)
                .map(audio ->
                        new Shown(MediaKind.AUDIO, audio, audio.durationMs().orElse(time.lengthMs())));
    }

    private static String label(Scene scene) {
        return scene.title().filter(title -> !title.isBlank()).orElse(scene.sceneId());
    }

    private TimelineMedia media(Shown shown, Scene scene, Optional<LanguageTag> language, long frames) {
        Take take = shown.take();
        Optional<VideoGeneration> video = Optional.of(shown)
                .filter(what -> what.kind() == MediaKind.VIDEO)
                .map(what -> film.videos().get(take.id()));
        Optional<ImageGeneration> image = Optional.of(shown)
                .filter(what -> what.kind() == MediaKind.IMAGE)
                .map(what -> film.images().get(take.id()));
        return new TimelineMedia(
                names.of(take.filePath().orElseThrow(), take.contentHash(), sceneName(scene), language),
                take.filePath().orElseThrow(),
                shown.kind(),
                take.contentHash(),
                available(shown).orElse(frames),
                video.flatMap(row -> size(row.width(), row.height()))
                        .or(() -> image.flatMap(row -> size(row.width(), row.height()))),
                video.flatMap(VideoGeneration::frameRate),
                notes(take, video));
    }

    /** A scene that was made for a video without one has its id. */
    private static String sceneName(Scene scene) {
        return scene.version() == 0 ? label(scene) : scene.sceneId();
    }

    private static Map<String, Object> notes(Take take, Optional<VideoGeneration> video) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("take", take.id());
        take.contentHash().ifPresent(hash -> notes.put("sha256", hash.value()));
        video.flatMap(VideoGeneration::provider).ifPresent(provider -> notes.put("provider", provider));
        video.flatMap(VideoGeneration::model).ifPresent(model -> notes.put("model", model));
        video.flatMap(VideoGeneration::seed)
                .ifPresent(seed -> notes.put(
                        "seed",
                        seed.value().abs().compareTo(MAX_EXACT) > 0
                                ? (Object) seed.toString()
                                : (Object) seed.value()));
        return notes;
    }

    /** The most common size of the videos, or else one of the project's aspect ratio. */
    private FrameSize size(VideoProject project) {
        Map<FrameSize, Long> counts = standingVideos()
                .flatMap(video -> size(video.width(), video.height()).stream())
                .collect(Collectors.groupingBy(size -> size, LinkedHashMap::new, Collectors.counting()));
        return TimelineRates.firstMost(counts)
                .orElseGet(() -> switch (project.aspectRatio().orElse("")) {
                    case "9:16" -> PORTRAIT;
                    case "1:1" -> SQUARE;
                    default -> LANDSCAPE;
                });
    }

    private static Optional<FrameSize> size(Optional<Integer> width, Optional<Integer> height) {
        return width.flatMap(w -> height.map(h -> new FrameSize(w, h)))
                .filter(size -> size.width() > 0 && size.height() > 0);
    }
}
