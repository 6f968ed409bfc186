package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.SceneTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineBuilderTest {

    private static final FrameRate FILM = new FrameRate(24, 1);

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("reelstore.test.seeds", 100));
    }

    private static SampleFilm random(Random random) {
        SampleFilm film = new SampleFilm("Random");
        for (int i = 0; i <= random.nextInt(40); i++) {
            film.scene("s" + i, random.nextBoolean() ? Optional.empty() : Optional.of((long) random.nextInt(5000)));
            if (random.nextBoolean()) {
                film.video(random.nextInt(9000));
            } else if (random.nextBoolean()) {
                film.image();
            }
            if (random.nextBoolean()) {
                film.audio("vi", random.nextInt(9000));
            }
            if (random.nextBoolean()) {
                film.audio("en", random.nextInt(9000));
            }
        }
        return film.scene("last", Optional.of(1000L));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scenesNeitherOverlapNorDrift(int seed) {
        Random random = new Random(seed);
        SampleFilm sample = random(random);
        FrameRate rate = TimelineRates.ALLOWED.get(random.nextInt(TimelineRates.ALLOWED.size()));
        Film film = sample.film();
        List<LanguageTag> heard = film.storyboard().languages();
        Timeline timeline = TimelineBuilder.build(film, heard, Optional.of(rate));
        List<SceneTime> times = SceneTime.of(film.storyboard(), heard);

        for (TimelineTrack track : timeline.tracks()) {
            assertThat(track.items().stream().mapToLong(TimelineItem::frames)).allMatch(frames -> frames > 0);
            assertThat(track.items().stream().mapToLong(TimelineItem::frames).sum())
                    .isEqualTo(timeline.frames());
            for (SceneTime time : times) {
                // within half a frame of its time, however many scenes come before it
                startOf(track, time.scene().scene().sceneId())
                        .ifPresent(start -> assertThat(Math.abs(
                                        2 * (start * rate.denominator() * 1000 - time.startMs() * rate.numerator())))
                                .isLessThanOrEqualTo(rate.denominator() * 1000));
            }
            for (TimelineItem item : track.items()) {
                item.media().ifPresent(media -> assertThat(item.frames()).isLessThanOrEqualTo(media.frames()));
            }
        }
    }

    private static Optional<Long> startOf(TimelineTrack track, String scene) {
        long at = 0;
        for (TimelineItem item : track.items()) {
            if (item.sceneId().equals(scene)) {
                return Optional.of(at);
            }
            at += item.frames();
        }
        return Optional.empty();
    }

    private static List<String> shape(TimelineTrack track) {
        List<String> shape = new ArrayList<>();
        for (TimelineItem item : track.items()) {
            shape.add(item.sceneId() + " "
                    + item.media().map(media -> media.kind().toString()).orElse("gap") + " " + item.frames());
        }
        return shape;
    }

    @Test
    void aFilmOfADayDoesNotDrift() {
        SampleFilm film = new SampleFilm("Day");
        int scenes = 30_000;
        for (int i = 0; i < scenes; i++) {
            // 68.28 frames: rounded one by one, they would lose six minutes
            film.scene("s" + i).video(2848).audio("vi", 2000);
        }
        FrameRate rate = new FrameRate(24_000, 1001);
        Timeline timeline = film.timeline(Optional.of(rate));
        long last = startOf(timeline.video(), "s" + (scenes - 1)).orElseThrow();
        long startMs = 2848L * (scenes - 1);
        assertThat(Math.abs(2 * (last * 1001 * 1000 - startMs * 24_000))).isLessThanOrEqualTo(1001 * 1000);
        assertThat(startOf(timeline.audio().get(0), "s" + (scenes - 1))).contains(last);
        assertThat(timeline.video().items()).allMatch(item -> item.frames() == 68 || item.frames() == 69);
    }

    @Test
    void videosOf8And16FramesLastAsLongInATimelineOfAnotherRate() {
        Timeline timeline = new SampleFilm("Mixed")
                .videosAt("8/1")
                .scene("s1")
                .video(2000)
                .videosAt("16/1")
                .scene("s2")
                .video(5063)
                .videosAt("30000/1001")
                .scene("s3")
                .video(1001)
                .timeline();
        assertThat(timeline.rate()).isEqualTo(new FrameRate(30_000, 1001));
        // 59.94, 151.74 and 30 frames
        assertThat(shape(timeline.video()))
                .containsExactly(
                        "s1 " + MediaKind.VIDEO + " 60",
                        "s2 " + MediaKind.VIDEO + " 152",
                        "s3 " + MediaKind.VIDEO + " 30");
        assertThat(timeline.files())
                .extracting(media -> media.rate().orElseThrow().toString())
                .containsExactly("8/1", "16/1", "30000/1001");
    }

    /** 2 frames at 30 are 66.7 ms and are stored as 67, so that a scene has a third frame now and then. */
    @Test
    void noClipIsLongerThanItsFile() {
        SampleFilm film = new SampleFilm("Short").videosAt("30/1");
        int scenes = 200;
        for (int i = 0; i < scenes; i++) {
            film.scene("s" + i).video(67).audio("vi", 67);
        }
        Timeline timeline = film.timeline();
        for (TimelineTrack track : timeline.tracks()) {
            assertThat(track.items())
                    .anyMatch(item -> item.media().isEmpty())
                    .allMatch(item -> item.frames() == (item.media().isPresent() ? 2 : 1));
            assertThat(track.items().stream().mapToLong(TimelineItem::frames).sum())
                    .isEqualTo(timeline.frames())
                    .isEqualTo(67L * scenes * 30 / 1000);
        }
        assertThat(timeline.files()).allMatch(media -> media.frames() == 2);
        // the picture of the film stays instead
        assertThat(new FilterGraph(timeline).toString()).doesNotContain("color=c=black");
    }

    /** 125 frames at 24 are 5208.3 ms and are stored as 5208: the last one is left out now and then, and the file has it all the same. */
    @Test
    void aFileHasTheFramesThatBeginBeforeItsEnd() {
        SampleFilm film = new SampleFilm("Long").videosAt("24/1");
        for (int i = 0; i < 250; i++) {
            film.scene("s" + i).video(5208);
        }
        Timeline timeline = film.timeline();
        assertThat(timeline.files()).allMatch(media -> media.frames() == 125);
        assertThat(timeline.video().items())
                .hasSize(250)
                .filteredOn(item -> item.frames() != 125)
                .hasSize(2)
                .allMatch(item -> item.frames() == 124);
        // 68.35
        assertThat(TimelineRates.framesIn(FILM, 2848)).isEqualTo(69);
        assertThat(TimelineRates.framesIn(FILM, 5000)).isEqualTo(120);
        assertThat(TimelineRates.framesIn(FILM, 0)).isZero();
    }

    @Test
    void aFilmWithoutVideosIsOneOfStillsAndAudio() {
        Timeline timeline = new SampleFilm("Slides")
                .scene("s1")
                .image()
                .audio("zh-Hant", 1000)
                .scene("s2")
                .audio("zh-Hant", 500)
                .timeline();
        assertThat(timeline.rate()).isEqualTo(FILM);
        assertThat(timeline.size()).isEqualTo(new FrameSize(1920, 1080));
        assertThat(shape(timeline.video())).containsExactly("s1 " + MediaKind.IMAGE + " 24", "s2 gap 12");
        assertThat(timeline.audio())
                .singleElement()
                .satisfies(track -> assertThat(track.name()).isEqualTo("Audio zh-Hant"));
        assertThat(timeline.files())
                .last()
                .satisfies(media -> assertThat(media.name()).matches("s2-zh-Hant-[0-9a-f]{12}\\.mp3"));
    }

    @Test
    void aTakeOfUnknownDurationLastsAsLongAsItsScene() {
        Timeline timeline = new SampleFilm("Dusk")
                .scene("s1", Optional.of(2000L))
                .image()
                .video(Optional.empty())
                .audio("vi", Optional.empty())
                .scene("s2")
                .video(Optional.empty())
                .audio("vi", 1000)
                .scene("s3")
                .video(500)
                .audio("vi", Optional.empty())
                .scene("nothing that takes time")
                .video(Optional.empty())
                .audio("vi", Optional.empty())
                .timeline(Optional.of(FILM));

        assertThat(shape(timeline.video()))
                .containsExactly(
                        "s1 " + MediaKind.VIDEO + " 48",
                        "s2 " + MediaKind.VIDEO + " 24",
                        "s3 " + MediaKind.VIDEO + " 12");
        assertThat(timeline.audio())
                .singleElement()
                .satisfies(track -> assertThat(shape(track))
                        .containsExactly(
                                "s1 " + MediaKind.AUDIO + " 48",
                                "s2 " + MediaKind.AUDIO + " 24",
                                "s3 " + MediaKind.AUDIO + " 12"));
    }

    @Test
    void theRegionalFormsOfALanguageAreHeard() {
        Film film = new SampleFilm("Dusk")
                .scene("s1")
                .audio("pt-BR", 1000)
                .scene("s2")
                .audio("pt", 500)
                .audio("pt-BR", 1000)
                .film();
        assertThat(heard(film, TimelineLanguages.only(LanguageTag.of("pt"))))
                .containsExactly("pt: [s1 " + MediaKind.AUDIO + " 24, s2 " + MediaKind.AUDIO + " 12]");
        assertThat(heard(film, TimelineLanguages.only(LanguageTag.of("pt-BR"))))
                .containsExactly("pt-BR: [s1 " + MediaKind.AUDIO + " 24, s2 " + MediaKind.AUDIO + " 24]");
    }

    /** So that its captions fit it. */
    @Test
    void aFilmWithoutAudioOfItsOwnIsAsLongAsAllLanguagesNeed() {
        Film film =
                new SampleFilm("Dusk").scene("s1").video(1000).audio("en", 1500).film();
        Timeline timeline = TimelineBuilder.build(film, List.of(LanguageTag.of("vi")), Optional.of(FILM));
        assertThat(shape(timeline.video())).containsExactly("s1 " + MediaKind.VIDEO + " 24", "s1 gap 12");
        assertThat(timeline.audio()).isEmpty();
    }

    @Test
    void audioOfARegionalFormIsHeardOnce() {
        Film film = new SampleFilm("Dusk").scene("s1").audio("pt-BR", 1000).film();
        LanguageTag portuguese = LanguageTag.of("pt");
        LanguageTag brazilian = LanguageTag.of("pt-BR");
        assertThat(heard(film, TimelineLanguages.only(portuguese)))
                .containsExactly("pt: [s1 " + MediaKind.AUDIO + " 24]");
        assertThat(TimelineLanguages.spoken(film.storyboard(), List.of(portuguese, brazilian)))
                .containsExactly(brazilian);
        assertThatThrownBy(() -> heard(film, TimelineLanguages.only(LanguageTag.of("pt-PT"))))
                .isInstanceOf(StorageException.NotFound.class)
                .hasMessageContaining("choose one of pt-BR");
    }

    private static List<String> heard(Film film, TimelineLanguages languages) {
        return TimelineBuilder.build(film, languages.in(film.storyboard()), Optional.of(FILM)).audio().stream()
                .map(track -> track.language().orElseThrow() + ": " + shape(track))
                .toList();
    }

    @Test
    void aMissingSceneIsAGapAndASceneWithoutAVideoShowsItsImage() {
        Timeline timeline = new SampleFilm("Dusk")
                .scene("s1")
                .video(2000)
                .scene("s2", Optional.of(1000L))
                .scene("s3", Optional.of(500L))
                .image()
                .timeline(Optional.of(FILM));

        assertThat(shape(timeline.video()))
                .containsExactly("s1 " + MediaKind.VIDEO + " 48", "s2 gap 24", "s3 " + MediaKind.IMAGE + " 12");
    }

    @Test
    void eachLanguageHasATrackAndTheVideoEndsBeforeLongerAudio() {
        Timeline timeline = new SampleFilm("Dusk")
                .scene("s1")
                .video(1000)
                .audio("vi", 1500)
                .audio("en", 500)
                .timeline(Optional.of(FILM));

        assertThat(shape(timeline.video())).containsExactly("s1 " + MediaKind.VIDEO + " 24", "s1 gap 12");
        assertThat(timeline.audio())
                .extracting(track -> track.language().orElseThrow().value() + ": " + shape(track))
                .containsExactly(
                        "vi: [s1 " + MediaKind.AUDIO + " 36]", "en: [s1 " + MediaKind.AUDIO + " 12, s1 gap 24]");
        assertThat(timeline.audio().get(0).items().get(0).name()).isEqualTo("s1 (vi)");
    }

    @Test
    void namesOfFilesHaveSafeCharactersOnly() {
        assertThat(SampleFilm.everything(FILM).files())
                .extracting(TimelineMedia::name)
                .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"))
                .doesNotHaveDuplicates()
                .anyMatch(name -> name.matches("tau-1-pt-BR-[0-9a-f]{12}\\.mp3"));
    }

    @Test
    void aFilmThatTakesNoTimeIsRefused() {
        SampleFilm film = new SampleFilm("Dusk").scene("s1").image();
        assertThatThrownBy(film::timeline)
                .isInstanceOf(StorageException.NotFound.class)
                .hasMessageContaining("no scene that takes time");
    }

    @Test
    void anAbsurdDurationIsRefused() {
        SampleFilm film = new SampleFilm("Dusk").scene("s1").video(Long.MAX_VALUE / 2);
        assertThatThrownBy(film::timeline)
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("longer than 30 days");
    }

    @Test
    void theRateIsTheMostCommonOneOfTheChosenVideos() {
        Timeline timeline = new SampleFilm("Dusk")
                .videosAt("16/1")
                .scene("s1")
                .video(1000)
                .scene("s2")
                .video(1000)
                .videosAt("25/1")
                .scene("s3")
                .video(1000)
                .timeline();
        assertThat(timeline.rate()).isEqualTo(new FrameRate(25, 1));
        assertThat(timeline.size()).isEqualTo(new FrameSize(1280, 720));
    }
}
