package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RefreshService.Extent;
import io.github.reelstore.domain.maintenance.RefreshService.Refreshed;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading files again with various probes and thumbnailers. */
class RefreshIT {

    private static final ProfileId PROFILE = new ProfileId("studio");

    @TempDir
    private Path folder;

    private Resources resources;
    private ProjectId project;

    @BeforeEach
    void open() {
        resources = Resources.open(
                ReelstoreConfig.builder().workingFolder(folder).profile(PROFILE).build());
        project = new ProjectService(resources.transactions(), plain().service(), resources.ids(), PROFILE)
                .create(VideoProject.builder().title("Dusk"))
                .id();
    }

    @AfterEach
    void close() {
        resources.close();
    }

    /** What reads and draws files, for the services that take it. */
    private record Media(Resources resources, MediaProbe probe, Thumbnailer thumbnailer) {

        MediaService service() {
            return new MediaService(resources.transactions(), resources.blobs(), PROFILE, probe, thumbnailer);
        }

        RefreshService refresh() {
            return new RefreshService(resources.transactions(), resources.blobs(), PROFILE, probe, thumbnailer);
        }
    }

    private Media media(MediaProbe probe, Thumbnailer thumbnailer) {
        return new Media(resources, probe, thumbnailer);
    }

    private Media plain() {
        return media(MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    private Media full() {
        return media(resources.probe(), resources.thumbnailer());
    }

    private GenerationService generations(Media media) {
        return new GenerationService(resources.transactions(), media.service(), resources.ids(), PROFILE);
    }

    private ImageGeneration image(Media media, Samples sample) {
        return generations(media)
                .addImage(new NewImage(
                        project,
                        BlobSource.of(sample.in(folder)),
                        ImageGeneration.builder().provider("imagen")));
    }

    private AudioGeneration audio(Media media, Samples sample) {
        return generations(media)
                .addAudio(new NewAudio(
                        project,
                        BlobSource.of(sample.in(folder)),
                        AudioGeneration.builder().provider("elevenlabs")));
    }

    private void change(AudioGeneration row, Patch<AudioGeneration> patch) {
        resources.transactions().inTransaction(PROFILE, tx -> tx.audio().update(row.id(), patch));
    }

    private void change(ImageGeneration row, Patch<ImageGeneration> patch) {
        resources.transactions().inTransaction(PROFILE, tx -> tx.images().update(row.id(), patch));
    }

    private AudioGeneration now(AudioGeneration row) {
        return resources.transactions().readOnly(PROFILE, tx -> tx.audio().find(row.id())).orElseThrow().toBuilder()
                .updatedAt(row.updatedAt())
                .build();
    }

    /** A thumbnailer that claims to support every format and makes no thumbnails. */
    private static Thumbnailer withoutResult() {
        return new Thumbnailer() {
            @Override
            public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
                return Optional.empty();
            }

            @Override
            public boolean supports(MediaFormat format) {
                return true;
            }
        };
    }

    private VideoGeneration video(Media media) {
        return generations(media)
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(Samples.VIDEO_MP4.in(folder))),
                        VideoGeneration.builder().prompt("a lamp"),
                        List.of(),
                        List.of()));
    }

    private Refreshed refresh(Media media, Extent extent, RefreshService.Listener listener) {
        return media.refresh().refresh(Optional.empty(), extent, 2, listener);
    }

    private Refreshed refresh(Media media, Extent extent) {
        return refresh(media, extent, (done, total) -> {});
    }

    private ImageGeneration now(ImageGeneration image) {
        return resources
                .transactions()
                .readOnly(PROFILE, tx -> tx.images().find(image.id()))
                .orElseThrow();
    }

    private VideoGeneration now(VideoGeneration video) {
        return resources
                .transactions()
                .readOnly(PROFILE, tx -> tx.generations().find(video.id()))
                .orElseThrow();
    }

    private Path file(Object key) {
        return folder.resolve("reelstore-data/media").resolve(key.toString());
    }

    @Test
    void missingThumbnailFileIsRecreatedUnderItsKey() throws IOException {
        ImageGeneration image = image(full(), Samples.LIGHTHOUSE_PNG);
        Path thumbnail = file(image.thumbPath().orElseThrow());
        Files.delete(thumbnail);
        assertThat(refresh(full(), Extent.ALL).thumbnails()).isEqualTo(1);
        assertThat(thumbnail).isNotEmptyFile();
        assertThat(now(image).thumbPath()).isEqualTo(image.thumbPath());
        assertThat(refresh(full(), Extent.ALL).thumbnails()).isZero();
    }

    @Test
    void customThumbnailIsNotRecreated() throws IOException {
        ImageGeneration image = image(plain(), Samples.LIGHTHOUSE_PNG);
        ImageGeneration other = image(plain(), Samples.HARBOUR_JPEG_NAMED_PNG);
        resources
                .transactions()
                .inTransaction(
                        PROFILE,
                        tx -> tx.images()
                                .update(
                                        image.id(),
                                        Patch.<ImageGeneration>empty().set(ImageField.THUMB_PATH, other.filePath())));
        Files.delete(file(other.filePath()));
        refresh(full(), Extent.ALL);
        assertThat(now(image).thumbPath()).contains(other.filePath());
    }

    private static Thumbnailer throwing(Throwable thrown) {
        return new Thumbnailer() {
            @Override
            public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }

            @Override
            public boolean supports(MediaFormat format) {
                return true;
            }
        };
    }

    @Test
    void failingThumbnailerDoesNotUndoAStoredRow() {
        for (Throwable thrown : List.of(
                new IllegalStateException("broken"),
                new OutOfMemoryError("no heap"),
                new NoClassDefFoundError("java/awt/Image"),
                new StackOverflowError(),
                StorageException.Unavailable.passing("it", "It is unavailable.", new IOException()))) {
            ImageGeneration image = image(media(resources.probe(), throwing(thrown)), Samples.LIGHTHOUSE_PNG);
            assertThat(now(image)).isEqualTo(image);
            assertThat(image.thumbPath()).isEmpty();
        }
        // the rows are not marked as having no thumbnail
        assertThat(refresh(full(), Extent.MISSING).thumbnails()).isEqualTo(5);
    }

    private static Thumbnailer failing(String version, AtomicInteger calls) {
        return new Thumbnailer() {
            @Override
            public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
                calls.incrementAndGet();
                return Optional.empty();
            }

            @Override
            public boolean supports(MediaFormat format) {
                return true;
            }

            @Override
            public String version() {
                return version;
            }
        };
    }

    @Test
    void imageWithoutThumbnailIsNotRetriedByMissing() {
        AtomicInteger calls = new AtomicInteger();
        Media media = media(resources.probe(), failing("1", calls));
        ImageGeneration image = image(media, Samples.LIGHTHOUSE_PNG);
        assertThat(image.mediaInfo().orElse(MediaInfo.NONE).absent()).containsExactly("thumb_path");
        assertThat(now(image)).isEqualTo(image);
        assertThat(refresh(media, Extent.MISSING).read()).isZero();
        assertThat(calls).hasValue(1);
        // ALL also retries these
        Refreshed all = refresh(media, Extent.ALL);
        assertThat(all.changed()).isZero();
        assertThat(calls).hasValue(2);
        assertThat(refresh(full(), Extent.ALL).thumbnails()).isEqualTo(1);
        assertThat(now(image).meta()).isEmpty();
    }

    @Test
    void newVersionOfTheThumbnailerTriesOnceMore() {
        AtomicInteger calls = new AtomicInteger();
        ImageGeneration image = image(media(resources.probe(), failing("1", calls)), Samples.LIGHTHOUSE_PNG);
        assertThat(image.mediaInfo().orElse(MediaInfo.NONE).thumbnailer()).contains("1");

        Media newer = media(resources.probe(), failing("2", calls));
        assertThat(refresh(newer, Extent.MISSING).read()).isEqualTo(1);
        assertThat(refresh(newer, Extent.MISSING).read()).isZero();
        assertThat(calls).hasValue(2);
        assertThat(now(image).mediaInfo().orElse(MediaInfo.NONE).thumbnailer()).contains("2");

        // reading the metadata again does not lose the note
        assertThat(refresh(media(resources.probe(), Thumbnailer.NONE), Extent.ALL)
                        .changed())
                .isZero();
        assertThat(refresh(newer, Extent.MISSING).read()).isZero();
    }

    /** Before the version was noted, only the column was. */
    @Test
    void thumbnailThatCodeWithoutAVersionGaveUpIsTriedOnceMore() {
        AtomicInteger calls = new AtomicInteger();
        ImageGeneration image = image(media(resources.probe(), failing("1", calls)), Samples.LIGHTHOUSE_PNG);
        MediaInfo old = now(image).mediaInfo().orElseThrow().withThumbnailer(Optional.empty());
        resources
                .transactions()
                .inTransaction(
                        PROFILE,
                        tx -> tx.images()
                                .update(
                                        image.id(),
                                        Patch.<ImageGeneration>empty().set(ImageField.MEDIA_INFO, old)));
        assertThat(refresh(full(), Extent.MISSING).thumbnails()).isEqualTo(1);
        assertThat(now(image).thumbPath()).isPresent();
        MediaInfo made = now(image).mediaInfo().orElse(MediaInfo.NONE);
        assertThat(made.absent()).isEmpty();
        assertThat(made.thumbnailer()).isEmpty();
    }

    @Test
    void thumbnailIsNotMissingWithoutAThumbnailer() {
        image(media(resources.probe(), Thumbnailer.NONE), Samples.LIGHTHOUSE_PNG);
        assertThat(refresh(media(resources.probe(), Thumbnailer.NONE), Extent.MISSING)
                        .read())
                .isZero();
        assertThat(refresh(full(), Extent.MISSING).thumbnails()).isEqualTo(1);
    }

    @Test
    void weakerProbeRemovesNothing() {
        VideoGeneration video = video(full());
        VideoGeneration before = now(video);
        assertThat(before.durationMs()).isPresent();
        assertThat(before.mediaInfo().orElse(MediaInfo.NONE).codecs()).isNotEmpty();
        MediaProbe interrupted =
                (file, format) -> MediaMetadata.of(format).with("Reading the file was stopped after 10 s.");
        assertThat(refresh(plain(), Extent.ALL).changed()).isZero();
        assertThat(now(video)).isEqualTo(before);
        refresh(media(interrupted, Thumbnailer.NONE), Extent.ALL);
        assertThat(now(video).durationMs()).isEqualTo(before.durationMs());
        assertThat(now(video).mediaInfo().orElse(MediaInfo.NONE).codecs())
                .isEqualTo(before.mediaInfo().orElse(MediaInfo.NONE).codecs());
        refresh(full(), Extent.ALL);
        assertThat(now(video).meta()).isEqualTo(before.meta());
    }

    /** A weaker probe does not read the tracks of a container. */
    @Test
    void audioInAVideoContainerStaysAudio() {
        Media media = media((file, format) -> audioOnly(format), Thumbnailer.NONE);
        AudioGeneration audio = audio(media, Samples.VIDEO_MP4);
        assertThat(refresh(plain(), Extent.ALL).changed()).isZero();
        MediaProbe stopped =
                (file, format) -> MediaMetadata.of(format).with("Reading the file was stopped after 10 s.");
        refresh(media(stopped, Thumbnailer.NONE), Extent.ALL);
        assertThat(now(audio).format()).contains("m4a");
        assertThat(now(audio).mediaInfo().orElse(MediaInfo.NONE).claimed())
                .isEqualTo(audio.mediaInfo().orElse(MediaInfo.NONE).claimed());
        refresh(media, Extent.ALL);
        assertThat(now(audio).meta()).isEqualTo(audio.meta());
    }

    @Test
    void missingColumnsAreReadOnceEach() {
        AudioGeneration audio = audio(full(), Samples.NARRATION_EN_MP3);
        for (Field<AudioGeneration, ?> column : List.of(
                AudioField.FORMAT,
                AudioField.DURATION_MS,
                AudioField.DURATION_SECONDS,
                AudioField.SAMPLE_RATE,
                AudioField.CHANNELS,
                AudioField.BITRATE)) {
            change(audio, Patch.<AudioGeneration>empty().clear(column));
            assertThat(refresh(full(), Extent.MISSING).changed())
                    .as(column.column())
                    .isEqualTo(1);
            assertThat(now(audio)).isEqualTo(audio);
        }
        MediaProbe without = (file, format) -> MediaMetadata.of(format).with("The file ends too early.");
        change(audio, Patch.<AudioGeneration>empty().clear(AudioField.BITRATE));
        assertThat(refresh(media(without, Thumbnailer.NONE), Extent.MISSING).changed())
                .isEqualTo(1);
        assertThat(now(audio).mediaInfo().orElse(MediaInfo.NONE).absent()).containsExactly("bitrate");
        assertThat(refresh(full(), Extent.MISSING).read()).isZero();
        refresh(full(), Extent.ALL);
        assertThat(now(audio).meta()).isEqualTo(audio.meta());
    }

    private AudioGeneration headless(byte[] samples, String format) throws IOException {
        Path file = Files.write(folder.resolve("samples.raw"), samples);
        return generations(full())
                .addAudio(new NewAudio(
                                project,
                                BlobSource.of(file),
                                AudioGeneration.builder().provider("elevenlabs"))
                        .withFormat(AudioEncoding.parse(format)));
    }

    /** The second row has the file of the first, whose key ends in the first row's format. */
    @Test
    void rowsOfOneHeadlessFileKeepTheirOwnFormats() throws IOException {
        byte[] samples = new byte[32_000];
        AudioGeneration ulaw = headless(samples, "ulaw_24000");
        AudioGeneration pcm = headless(samples, "pcm_24000");
        AudioGeneration slow = headless(samples, "pcm_8000");
        assertThat(pcm.filePath()).isEqualTo(ulaw.filePath());
        assertThat(List.of(ulaw, pcm, slow))
                .extracting(row -> row.durationMs().orElseThrow())
                .containsExactly(1333L, 667L, 2000L);
        assertThat(refresh(full(), Extent.ALL).changed()).isZero();
        assertThat(List.of(now(ulaw), now(pcm), now(slow))).containsExactly(ulaw, pcm, slow);

        change(pcm, Patch.<AudioGeneration>empty().clear(AudioField.DURATION_MS));
        assertThat(refresh(full(), Extent.MISSING).changed()).isEqualTo(1);
        assertThat(now(pcm)).isEqualTo(pcm);

        change(pcm, Patch.<AudioGeneration>empty().clear(AudioField.SAMPLE_RATE));
        refresh(full(), Extent.ALL);
        assertThat(now(pcm).format()).contains("pcm");
        assertThat(now(pcm).durationMs()).contains(667L);
    }

    @Test
    void keyDecidesTheFormatOfAHeadlessFileWhoseRowHasNone() throws IOException {
        AudioGeneration ulaw = headless(new byte[32_000], "ulaw_8000");
        for (String format : List.of("", "mulaw_8000", "pcm_mulaw", "G.711")) {
            change(
                    ulaw,
                    format.isEmpty()
                            ? Patch.<AudioGeneration>empty().clear(AudioField.FORMAT)
                            : Patch.<AudioGeneration>empty().set(AudioField.FORMAT, format));
            refresh(full(), Extent.ALL);
            assertThat(now(ulaw).format()).contains("ulaw");
            assertThat(now(ulaw).durationMs()).contains(4000L);
        }
    }

    /** A cover image makes the tag longer than the bytes that are read first. */
    @Test
    void flacBehindALongTagIsFlac() throws IOException {
        byte[] tag = new byte[10 + 300_000];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 18, 39, 96}, 0, tag, 0, 10);
        // one second at 24 kHz: the marker and the first metadata block, which is the last
        byte[] flac = HexFormat.of()
                .parseHex("664c6143" + "80000022" + "10001000" + "000000000000" + "05dc00f000005dc0" + "00".repeat(16));
        byte[] tagged = Arrays.copyOf(tag, tag.length + flac.length);
        System.arraycopy(flac, 0, tagged, tag.length, flac.length);
        Path file = Files.write(folder.resolve("tagged.flac"), tagged);
        AudioGeneration audio = generations(full())
                .addAudio(new NewAudio(
                        project, BlobSource.of(file), AudioGeneration.builder().provider("elevenlabs")));
        assertThat(audio.filePath().value()).endsWith(".flac");
        assertThat(audio.format()).contains("flac");
        assertThat(audio.sampleRate()).contains(24_000);
        assertThat(audio.durationMs()).contains(1000L);
        assertThat(audio.mediaInfo().orElseThrow().warnings()).isEmpty();
        assertThat(refresh(full(), Extent.ALL).changed()).isZero();
    }

    /** Earlier versions included the encoder's padding. */
    @Test
    void valueThatAnEarlierVersionDetectedIsNotAClaim() {
        AudioGeneration audio = audio(full(), Samples.NARRATION_EN_MP3);
        long ms = audio.durationMs().orElseThrow();
        MediaInfo info = audio.mediaInfo().orElseThrow();
        change(
                audio,
                Patch.<AudioGeneration>empty()
                        .set(AudioField.DURATION_MS, ms + 63)
                        .set(AudioField.BITRATE, 8_000)
                        .set(
                                AudioField.MEDIA_INFO,
                                new MediaInfo(
                                        info.codecs(),
                                        info.claimed(),
                                        info.provenance(),
                                        info.warnings(),
                                        info.absent())));
        assertThat(refresh(full(), Extent.ALL).changed()).isEqualTo(1);
        assertThat(now(audio)).isEqualTo(audio);
    }

    @Test
    void valueThatTheCallerSetAfterTheFileWasReadStays() {
        AudioGeneration audio = audio(full(), Samples.NARRATION_EN_MP3);
        change(
                audio,
                Patch.<AudioGeneration>empty()
                        .set(AudioField.DURATION_MS, 1_000L)
                        .set(AudioField.DURATION_SECONDS, 1)
                        .set(AudioField.CHANNELS, 6));
        VideoGeneration video = video(full());
        setFrameRate(video, Patch.<VideoGeneration>empty().set(GenerationField.WIDTH, 7));
        for (int i = 0; i < 2; i++) {
            refresh(full(), Extent.ALL);
            assertThat(now(audio).durationMs()).contains(1_000L);
            assertThat(now(audio).durationSeconds()).contains(1);
            assertThat(now(audio).channels()).contains(6);
            assertThat(now(audio).sampleRate()).isEqualTo(audio.sampleRate());
            assertThat(now(audio).mediaInfo().orElseThrow().claimed())
                    .containsOnly(Map.entry("durationMs", "1000"), Map.entry("channels", "6"));
            assertThat(now(audio).mediaInfo().orElseThrow().detected())
                    .containsEntry("channels", "1")
                    .isEqualTo(audio.mediaInfo().orElseThrow().detected());
            assertThat(now(video).width()).contains(7);
            assertThat(now(video).height()).isEqualTo(video.height());
            assertThat(now(video).mediaInfo().orElseThrow().warnings())
                    .containsExactly("Its width was given as 7, but its bytes say "
                            + video.width().orElseThrow() + ".");
        }
        setFrameRate(video, Patch.<VideoGeneration>empty().clear(GenerationField.WIDTH));
        refresh(full(), Extent.MISSING);
        assertThat(now(video).width()).isEqualTo(video.width());
    }

    @Test
    void durationOfAProjectThatTheCallerSetStays() throws IOException {
        new ProjectService(resources.transactions(), full().service(), resources.ids(), PROFILE)
                .setFinalCut(project, BlobSource.of(Samples.VIDEO_MP4.in(folder)));
        resources
                .transactions()
                .inTransaction(
                        PROFILE,
                        tx -> tx.projects()
                                .update(project, Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 7L)));
        refresh(full(), Extent.ALL);
        assertThat(resources
                        .transactions()
                        .readOnly(PROFILE, tx -> tx.projects().find(project))
                        .orElseThrow()
                        .durationMs())
                .contains(7L);
    }

    @Test
    void failingRowDoesNotStopOthers() {
        ImageGeneration good = image(plain(), Samples.LIGHTHOUSE_PNG);
        image(plain(), Samples.HARBOUR_JPEG_NAMED_PNG);
        MediaProbe broken = (file, format) -> {
            if (format == MediaFormat.JPEG) {
                throw new IllegalStateException("a bug in the probe");
            }
            return resources.probe().probe(file, format);
        };
        for (int i = 0; i < 22; i++) {
            image(plain(), Samples.LIGHTHOUSE_PNG);
            image(plain(), Samples.HARBOUR_JPEG_NAMED_PNG);
        }
        Refreshed result =
                media(broken, Thumbnailer.NONE).refresh().refresh(Optional.empty(), Extent.ALL, 1, (done, total) -> {});
        assertThat(result.unreadable()).isEqualTo(23);
        assertThat(now(good).width()).isPresent();
    }

    @Test
    void concurrentlySetThumbnailIsKept() {
        ImageGeneration image = image(plain(), Samples.LIGHTHOUSE_PNG);
        ImageGeneration chosen = image(plain(), Samples.HARBOUR_JPEG_NAMED_PNG);
        Thumbnailer slow = new Thumbnailer() {
            @Override
            public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
                change(image, Patch.<ImageGeneration>empty().set(ImageField.THUMB_PATH, chosen.filePath()));
                return resources.thumbnailer().make(file, format);
            }

            @Override
            public boolean supports(MediaFormat format) {
                return format == MediaFormat.PNG;
            }
        };
        assertThat(refresh(media(resources.probe(), slow), Extent.ALL).thumbnails())
                .isZero();
        assertThat(now(image).thumbPath()).contains(chosen.filePath());
    }

    @Test
    void finalCutIsReturnedAsStored() throws IOException {
        ProjectService projects = new ProjectService(
                resources.transactions(),
                media(resources.probe(), withoutResult()).service(),
                resources.ids(),
                PROFILE);
        VideoProject updated = projects.setFinalCut(project, BlobSource.of(Samples.VIDEO_MP4.in(folder)));
        assertThat(projects.get(project)).isEqualTo(updated);
        assertThat(updated.mediaInfo().orElse(MediaInfo.NONE).absent()).containsExactly("thumb_path");
    }

    @Test
    void newFinalCutKeepsNoMetadataOfThePreviousOne() throws IOException {
        ProjectService projects =
                new ProjectService(resources.transactions(), full().service(), resources.ids(), PROFILE);
        VideoProject first = projects.setFinalCut(project, BlobSource.of(Samples.VIDEO_MP4.in(folder)));
        assertThat(first.durationMs()).isPresent();
        byte[] another = Samples.VIDEO_MP4.bytes();
        another[another.length - 1]++;
        Path file = Files.write(folder.resolve("other.mp4"), another);
        VideoProject second = new ProjectService(resources.transactions(), plain().service(), resources.ids(), PROFILE)
                .setFinalCut(project, BlobSource.of(file));
        assertThat(second.durationMs()).isEmpty();
        assertThat(second.meta()).isEmpty();
        assertThat(second.thumbPath()).isEmpty();
    }

    @Test
    void continuesAfterAnInterruption() {
        for (Samples sample : List.of(Samples.LIGHTHOUSE_PNG, Samples.HARBOUR_JPEG_NAMED_PNG)) {
            image(plain(), sample);
        }
        video(plain());
        Media media = media(resources.probe(), Thumbnailer.NONE);
        assertThatThrownBy(() -> refresh(media, Extent.MISSING, (done, total) -> {
                    if (done == 1) {
                        throw new IllegalStateException("power failure");
                    }
                }))
                .hasMessage("power failure");
        Refreshed rest = refresh(media, Extent.MISSING);
        assertThat(rest.read()).isBetween(1L, 2L);
        assertThat(rest.changed()).isEqualTo(rest.read());
        assertThat(refresh(media, Extent.MISSING).read()).isZero();
    }

    @Test
    void unreadableFileDoesNotStopOthers() {
        ImageGeneration good = image(plain(), Samples.LIGHTHOUSE_PNG);
        image(plain(), Samples.HARBOUR_JPEG_NAMED_PNG);
        MediaProbe failing = (file, format) -> {
            if (format == MediaFormat.JPEG) {
                throw StorageException.Unavailable.passing(file.name(), "It cannot be read.", new IOException());
            }
            return resources.probe().probe(file, format);
        };
        Refreshed result = refresh(media(failing, Thumbnailer.NONE), Extent.ALL);
        assertThat(result.read()).isEqualTo(2);
        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(now(good).width()).isPresent();
    }

    @Test
    void blobStoreOfAnotherStoreGetsNoThumbnails() throws IOException {
        image(plain(), Samples.LIGHTHOUSE_PNG);
        Files.writeString(
                folder.resolve("reelstore-data/media/.reelstore/store-id"),
                StoreId.random().value());
        assertThatThrownBy(() -> refresh(full(), Extent.ALL))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("another database keeps its files there");
    }

    @Test
    void unavailableBlobStoreStopsTheRefresh() {
        for (int i = 0; i < 25; i++) {
            image(plain(), Samples.LIGHTHOUSE_PNG);
        }
        MediaProbe away = (file, format) -> {
            throw StorageException.Unavailable.passing(
                    file.name(), "The blob store is unavailable.", new IOException());
        };
        assertThatThrownBy(() -> refresh(media(away, Thumbnailer.NONE), Extent.ALL))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessage("The blob store is unavailable.");
    }

    /** Like recordings of browsers, or the output of {@code ffmpeg -i audio.wav audio.mp4}. */
    private static MediaMetadata audioOnly(MediaFormat format) {
        MediaMetadata metadata = MediaMetadata.of(format == MediaFormat.MP4 ? MediaFormat.M4A : format);
        return new MediaMetadata(
                metadata.format(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1_000L),
                Optional.of(24_000),
                Optional.of(1),
                Optional.empty(),
                List.of("aac"),
                List.of(),
                List.of());
    }

    @Test
    void audioOnlyContainerIsAcceptedAsAudio() {
        Media media = media((file, format) -> audioOnly(format), Thumbnailer.NONE);
        AudioGeneration audio = generations(media)
                .addAudio(new NewAudio(
                        project,
                        BlobSource.of(Samples.VIDEO_MP4.in(folder)),
                        AudioGeneration.builder().provider("elevenlabs")));
        assertThat(audio.filePath().value()).endsWith(".m4a");
        assertThat(audio.format()).contains("m4a");
        assertThat(audio.mediaInfo().orElse(MediaInfo.NONE).claimed())
                .as("the name ends in .mp4, but the caller declared no type")
                .isEmpty();
        assertThat(refresh(media, Extent.ALL).changed()).isZero();
    }

    @Test
    void videoWithoutPicturesIsStoredWithAWarning() {
        Media media = media((file, format) -> audioOnly(format), Thumbnailer.NONE);
        VideoGeneration video = video(media);
        assertThat(video.filePath().orElseThrow().value()).endsWith(".mp4");
        assertThat(video.mediaInfo().orElse(MediaInfo.NONE).warnings())
                .containsExactly("It holds sound and no pictures.");
        assertThat(refresh(media, Extent.ALL).changed()).isZero();
    }

    @Test
    void videoIsRejectedAsAudio() {
        assertThatThrownBy(() -> generations(full())
                        .addAudio(new NewAudio(
                                project,
                                BlobSource.of(Samples.VIDEO_MP4.in(folder)),
                                AudioGeneration.builder().provider("elevenlabs"))))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("is an MP4 video; audio must have");
        assertThat(folder.resolve("reelstore-data/media/staging"))
                .satisfiesAnyOf(
                        staging -> assertThat(staging).doesNotExist(),
                        staging -> assertThat(staging).isEmptyDirectory());
    }

    @Test
    void metaIsTheCallersAlone() {
        JsonText meta = new JsonText("{\"reelstore\":{\"warnings\":[1]}}");
        ImageGeneration image = generations(full())
                .addImage(new NewImage(
                        project,
                        BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                        ImageGeneration.builder()
                                .provider("imagen")
                                .width(7)
                                .meta(meta)
                                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("height")))));
        assertThat(now(image).meta()).contains(meta);
        assertThat(image.mediaInfo().orElseThrow().claimed()).containsOnly(Map.entry("width", "7"));
        assertThat(image.mediaInfo().orElseThrow().absent()).isEmpty();
    }

    @Test
    void declaredValueIsComparedWithLaterReads() {
        VideoGeneration video = video(plain());
        resources
                .transactions()
                .inTransaction(
                        PROFILE,
                        tx -> tx.generations()
                                .update(
                                        video.id(),
                                        Patch.<VideoGeneration>empty().set(GenerationField.WIDTH, 7)));
        refresh(full(), Extent.ALL);
        assertThat(now(video).width().orElseThrow()).isGreaterThan(7);
        assertThat(now(video).mediaInfo().orElse(MediaInfo.NONE).claimed()).containsEntry("width", "7");
    }

    @Test
    void missingFrameRateIsFilledAndADeclaredOneIsCompared() {
        VideoGeneration video = video(full());
        assertThat(video.frameRate().map(Object::toString)).contains("24/1");
        assertThat(refresh(full(), Extent.MISSING).read()).isZero();
        setFrameRate(video, Patch.<VideoGeneration>empty().clear(GenerationField.FRAME_RATE));
        assertThat(refresh(full(), Extent.MISSING).changed()).isEqualTo(1);
        assertThat(now(video).frameRate().map(Object::toString)).contains("24/1");

        setFrameRate(video, Patch.<VideoGeneration>empty().set(GenerationField.FRAME_RATE, FrameRate.of("30/1")));
        refresh(full(), Extent.ALL);
        assertThat(now(video).frameRate()).contains(FrameRate.of("30/1"));
        MediaInfo info = now(video).mediaInfo().orElseThrow();
        assertThat(info.claimed()).containsEntry("frameRate", "30/1");
        assertThat(info.warnings()).containsExactly("Its frame rate was given as 30/1, but its bytes say 24/1.");
        refresh(full(), Extent.ALL);
        assertThat(now(video).mediaInfo()).contains(info);
    }

    private void setFrameRate(VideoGeneration video, Patch<VideoGeneration> patch) {
        resources.transactions().inTransaction(PROFILE, tx -> tx.generations().update(video.id(), patch));
    }

    @Test
    void shapeOfThePixelsIsNoted() {
        MediaMetadata wide = new MediaMetadata(
                MediaFormat.MP4,
                Optional.of(1024),
                Optional.of(576),
                Optional.of(1_000L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(FrameRate.of("25/1")),
                Optional.of("720x576"),
                Optional.of("64:45"),
                List.of("h264"),
                List.of(),
                List.of());
        VideoGeneration video = video(media((file, format) -> wide, Thumbnailer.NONE));
        assertThat(video.width()).contains(1024);
        assertThat(video.mediaInfo().orElseThrow().codedSize()).contains("720x576");
        assertThat(now(video).mediaInfo().orElseThrow().pixelAspect()).contains("64:45");
        // a probe that reads nothing removes nothing
        refresh(media((file, format) -> MediaMetadata.of(format), Thumbnailer.NONE), Extent.ALL);
        assertThat(now(video).mediaInfo().orElseThrow().codedSize()).contains("720x576");
    }
}
