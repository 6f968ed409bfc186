package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A project with random rows of every kind and files, and rows of another project that it uses. */
final class RandomProject {

    /** Owns some images and audio. */
    static final ProjectId OTHER = new ProjectId("other");

    static final ProjectId ID = new ProjectId("dusk");

    private static final List<LanguageTag> LANGUAGES =
            List.of(LanguageTag.of("en"), LanguageTag.of("vi"), LanguageTag.of("zh-Hant"));
    private static final List<String> JSON = List.of(
            "{}",
            "[]",
            "null",
            "{\"b\": [1, 2.50, -0, 1e3], \"a\":\"\\u00e9\\n\"}",
            "{\"n\": 9007199254740993, \"big\": 18446744073709551616}",
            "\"text\"");

    private final RandomInput random;
    private final SampleStore store;
    private final List<ImageGeneration> images = new ArrayList<>();
    private final List<AudioGeneration> audio = new ArrayList<>();
    private final List<VideoGeneration> videos = new ArrayList<>();
    private int files;

    private RandomProject(RandomInput random, SampleStore store) {
        this.random = random;
        this.store = store;
    }

    /** Stores one. */
    static void store(RandomInput random, SampleStore store) {
        new RandomProject(random, store).store();
    }

    private void store() {
        VideoProject project = project();
        add(4, number -> images.add(image(number)));
        add(4, number -> audio.add(audio(number)));
        add(5, number -> videos.add(video(number)));
        GenerationLinks links = links();
        ProjectStoryboard storyboard = storyboard();
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.projects().insert(project);
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(OTHER)
                            .profileId(store.profile())
                            .title("Another one")
                            .createdAt(Instant.EPOCH)
                            .updatedAt(Instant.EPOCH)
                            .build());
            tx.images().insertAll(images);
            tx.audio().insertAll(audio);
            tx.generations().insertAll(videos);
            tx.generations().link(links);
            tx.archive().insertStoryboard(storyboard);
            return true;
        });
    }

    /** Makes a row. */
    @FunctionalInterface
    private interface Maker {
        void make(int number);
    }

    private void add(int most, Maker maker) {
        int count = random.between(0, most);
        for (int number = 0; number < count; number++) {
            maker.make(number);
        }
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.between(0, 2) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private String text() {
        return random.text(RandomInput::isStorable);
    }

    private String notBlank() {
        return random.text(text -> RandomInput.isStorable(text) && !text.isBlank());
    }

    private Instant time() {
        return Instant.parse("2024-02-29T00:00:00Z").plus(random.between(0L, 1L << 50), ChronoUnit.MICROS);
    }

    private JsonText json() {
        return new JsonText(random.oneOf(JSON));
    }

    private MediaInfo info() {
        return new MediaInfo(
                List.of("h264"),
                maybe(() -> "8x8"),
                Optional.empty(),
                Map.of("k", text()),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private MadeFrom madeFrom() {
        return MadeFrom.NOTHING.with(random.oneOf(Ingredient.PROMPT, Ingredient.TEXT), text());
    }

    private String scene() {
        return random.oneOf("scene-1", "scene-2", "Szene \u00fc");
    }

    private record StoredFile(BlobKey key, long size, ContentHash hash) {}

    private StoredFile file(String folder, String extension) {
        byte[] bytes = random.bytes(300);
        BlobKey key = new BlobKey("projects/" + random.oneOf("dusk", "gone", "~x@y") + "/" + folder
                + random.oneOf("a", "B", "b", "n~1", "x+y") + files++ + extension);
        return new StoredFile(key, bytes.length, store.put(key, bytes));
    }

    private VideoProject project() {
        StoredFile cut = file("", ".mp4");
        StoredFile thumbnail = file("", ".jpg");
        boolean hasCut = random.oneOf(true, false);
        return VideoProject.builder()
                .id(ID)
                .profileId(store.profile())
                .channelId(maybe(() -> new ChannelId("c")))
                .title(notBlank())
                .description(maybe(this::text))
                .status(random.oneOf(ProjectStatus.values()))
                .defaultLanguage(maybe(() -> random.oneOf(LANGUAGES)))
                .aspectRatio(maybe(() -> "16:9"))
                .script(maybe(this::text))
                .tags(maybe(() -> JsonText.arrayOf(List.of(text(), text()))))
                .meta(maybe(this::json))
                .mediaInfo(maybe(this::info))
                .providerProjectId(maybe(this::text))
                .videoPath(hasCut ? Optional.of(cut.key()) : Optional.empty())
                .contentHash(hasCut ? Optional.of(cut.hash()) : Optional.empty())
                .thumbPath(maybe(thumbnail::key))
                .durationMs(maybe(() -> random.between(0L, Long.MAX_VALUE)))
                .version(random.between(1L, 1L << 60))
                .createdAt(time())
                .updatedAt(time())
                .build();
    }

    private ProjectId owner() {
        return random.oneOf(ID, ID, OTHER);
    }

    private ImageGeneration image(int number) {
        StoredFile file = file("images/", ".png");
        return ImageGeneration.builder()
                .id(new ImageId("image-" + number))
                .profileId(store.profile())
                .projectId(owner())
                .provider(notBlank())
                .providerImageId(maybe(this::text))
                .prompt(maybe(this::text))
                .seed(maybe(this::text))
                .meta(maybe(this::json))
                .mediaInfo(maybe(this::info))
                .model(maybe(this::text))
                .filePath(file.key())
                .byteSize(file.size())
                .width(maybe(() -> random.between(0, Integer.MAX_VALUE)))
                .height(maybe(() -> random.between(0, Integer.MAX_VALUE)))
                .thumbPath(maybe(() -> file("images/", ".thumb.jpg").key()))
                .contentHash(maybe(file::hash))
                .rawResponse(maybe(this::text))
                .status(random.oneOf(GenerationStatus.COMPLETED, new GenerationStatus("odd one")))
                .createdAt(time())
                .updatedAt(time())
                .sceneId(maybe(this::scene))
                .madeFrom(maybe(this::madeFrom))
                .build();
    }

    private AudioGeneration audio(int number) {
        StoredFile file = file("audio/", ".mp3");
        return AudioGeneration.builder()
                .id(new AudioId("audio-" + number))
                .profileId(store.profile())
                .projectId(owner())
                .provider(notBlank())
                .providerAudioId(maybe(this::text))
                .ttsJobId(maybe(this::text))
                .language(maybe(() -> random.oneOf(LANGUAGES)))
                .voice(maybe(this::text))
                .text(maybe(this::text))
                .model(maybe(this::text))
                .filePath(file.key())
                .byteSize(file.size())
                .durationSeconds(maybe(() -> random.between(0, Integer.MAX_VALUE)))
                .durationMs(maybe(() -> random.between(0L, Long.MAX_VALUE)))
                .sampleRate(maybe(() -> 44_100))
                .channels(maybe(() -> 2))
                .format(maybe(() -> "mp3"))
                .bitrate(maybe(() -> 128_000))
                .contentHash(maybe(file::hash))
                .meta(maybe(this::json))
                .mediaInfo(maybe(this::info))
                .rawResponse(maybe(this::text))
                .createdAt(time())
                .updatedAt(time())
                .sceneId(maybe(this::scene))
                .madeFrom(maybe(this::madeFrom))
                .build();
    }

    private VideoGeneration video(int number) {
        Optional<StoredFile> file = maybe(() -> file("videos/", ".mp4"));
        return VideoGeneration.builder()
                .id(new GenerationId("video-" + number))
                .profileId(store.profile())
                .projectId(ID)
                .sceneId(maybe(this::scene))
                .operationName(maybe(this::text))
                .prompt(maybe(this::text))
                .seed(maybe(() -> new Seed(BigInteger.valueOf(random.between(Long.MIN_VALUE, Long.MAX_VALUE))
                        .max(BigInteger.valueOf(random.between(0L, 5L)).shiftLeft(61)))))
                .aspectRatio(maybe(() -> "9:16"))
                .mediaGenerationId(maybe(this::text))
                .fifeUrl(maybe(this::text))
                .servingBaseUri(maybe(this::text))
                .videoUrl(maybe(this::text))
                .videoPath(maybe(this::text))
                .errorMessage(maybe(this::text))
                .rawResponse(maybe(this::text))
                .createdAt(time())
                .updatedAt(time())
                .completedAt(maybe(this::time))
                .generationType(maybe(this::text))
                .imageReferences(maybe(this::text))
                .imageGenerationId(
                        images.isEmpty()
                                ? Optional.empty()
                                : maybe(() -> random.oneOf(images).id()))
                .audioGenerationId(
                        audio.isEmpty()
                                ? Optional.empty()
                                : maybe(() -> random.oneOf(audio).id()))
                .provider(maybe(this::text))
                .model(maybe(this::text))
                .contentHash(file.flatMap(one -> maybe(one::hash)))
                .filePath(file.map(StoredFile::key))
                .byteSize(file.flatMap(one -> maybe(one::size)))
                .durationMs(maybe(() -> random.between(0L, Long.MAX_VALUE)))
                .width(maybe(() -> 8))
                .height(maybe(() -> 8))
                .frameRate(maybe(() -> FrameRate.of("24000/1001")))
                .thumbPath(file.flatMap(
                        one -> maybe(() -> file("videos/", ".thumb.jpg").key())))
                .meta(maybe(this::json))
                .mediaInfo(maybe(this::info))
                .madeFrom(maybe(this::madeFrom))
                .build();
    }

    private GenerationLinks links() {
        List<GenerationInput> inputs = new ArrayList<>();
        List<GenerationAudioTrack> tracks = new ArrayList<>();
        for (VideoGeneration video : videos) {
            for (int position = 0; position < 2 && !images.isEmpty(); position++) {
                if (random.oneOf(true, false)) {
                    inputs.add(new GenerationInput(
                            video.id(),
                            random.oneOf(InputRole.REFERENCE, InputRole.LAST_FRAME, new InputRole("r\u00f4le")),
                            position,
                            random.oneOf(images).id()));
                }
            }
            if (!audio.isEmpty() && random.oneOf(true, false)) {
                tracks.add(new GenerationAudioTrack(
                        video.id(), random.oneOf(LANGUAGES), random.oneOf(audio).id()));
            }
        }
        return new GenerationLinks(inputs, tracks);
    }

    private ProjectStoryboard storyboard() {
        List<Scene> scenes = new ArrayList<>();
        List<SceneLine> lines = new ArrayList<>();
        List<Selection> selections = new ArrayList<>();
        List<ScenePosition> positions = ScenePosition.spread(2);
        for (int i = 0; i < random.between(0, 2); i++) {
            String id = i == 0 ? "scene-1" : "Szene \u00fc";
            scenes.add(new Scene(
                    ID,
                    id,
                    store.profile(),
                    positions.get(i),
                    maybe(this::text),
                    maybe(this::text),
                    maybe(() -> random.between(0L, Long.MAX_VALUE)),
                    maybe(this::json),
                    random.between(1L, 100L),
                    maybe(this::time),
                    time(),
                    time()));
            for (LanguageTag language : LANGUAGES) {
                lines.add(new SceneLine(
                        ID,
                        id,
                        language,
                        notBlank(),
                        maybe(() -> new SceneLine.Source(random.oneOf(LANGUAGES), InputDigest.of(text()))),
                        time()));
            }
            for (int number = 1; number <= random.between(0, 3); number++) {
                boolean ofVideo = random.oneOf(true, false);
                List<String> takes = ofVideo
                        ? videos.stream().map(video -> video.id().value()).toList()
                        : audio.stream()
                                .filter(one -> one.projectId().equals(Optional.of(ID)))
                                .map(one -> one.id().value())
                                .toList();
                selections.add(new Selection(
                        ID,
                        ofVideo ? CellKey.video(id) : CellKey.audio(id, LANGUAGES.get(0)),
                        number,
                        takes.isEmpty() ? Optional.empty() : maybe(() -> random.oneOf(takes)),
                        maybe(this::text),
                        maybe(() -> 1),
                        time()));
            }
        }
        List<DatedSettings> settings = new ArrayList<>();
        if (random.oneOf(true, false)) {
            settings.add(settings(Optional.empty(), MediaKind.VIDEO, Optional.empty()));
            settings.add(settings(Optional.empty(), MediaKind.AUDIO, maybe(() -> random.oneOf(LANGUAGES))));
        }
        List<RejectedTake> rejected = new ArrayList<>();
        if (random.oneOf(true, false)) {
            videos.forEach(video -> rejected.add(
                    new RejectedTake(ID, MediaKind.VIDEO, video.id().value(), text(), time())));
            images.stream()
                    .filter(image -> image.projectId().equals(Optional.of(ID)))
                    .forEach(image -> rejected.add(
                            new RejectedTake(ID, MediaKind.IMAGE, image.id().value(), text(), time())));
        }
        return new ProjectStoryboard(scenes, lines, settings, selections, rejected);
    }

    private DatedSettings settings(Optional<String> scene, MediaKind track, Optional<LanguageTag> language) {
        return new DatedSettings(
                new StoredSettings(
                        ID,
                        scene,
                        track,
                        language,
                        new TrackSettings(
                                maybe(this::text),
                                maybe(this::text),
                                maybe(this::text),
                                maybe(this::text),
                                maybe(this::text),
                                maybe(() -> new JsonText("{\"durationSeconds\": 8.0}")),
                                maybe(() -> TrackSettings.NO_IMAGE),
                                images.isEmpty()
                                        ? List.of()
                                        : List.of(random.oneOf(images).id()))),
                time());
    }
}
