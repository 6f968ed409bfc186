package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Contract tests for what an embedder calls first: pairs, rows by id, changes, maintenance; see {@link ServicesFixture}. */
public abstract class EmbedderContract {

    private static final PageRequest TWO = PageRequest.first(2);

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private static Path file(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void aPairIsStoredFromFiles(@TempDir Path folder) throws IOException {
        ProjectId project = store.alice().projects().create("p").id();
        GenerationPair pair = store.alice()
                .generations()
                .newPair(project)
                .image(
                        file(folder, "i.png", SampleMedia.png(1)),
                        image -> image.provider("painter").prompt("a lake"))
                .audio(
                        file(folder, "a.mp3", SampleMedia.mp3(1)),
                        audio -> audio.provider("speaker").language("PT-br").row(row -> row.text("hello")))
                .video(file(folder, "v.mp4", SampleMedia.mp4(1)), video -> video.prompt("a wave"))
                .save();

        ImageGeneration image = pair.image().orElseThrow();
        AudioGeneration audio = pair.audio().orElseThrow();
        assertThat(image.prompt()).contains("a lake");
        assertThat(audio.language()).contains(LanguageTag.of("pt-BR"));
        assertThat(audio.text()).contains("hello");
        assertThat(pair.generation().imageGenerationId()).contains(image.id());
        assertThat(pair.generation().audioGenerationId()).contains(audio.id());
        assertThat(pair.generation().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(store.bytesOf(pair.generation().filePath().orElseThrow())).isEqualTo(SampleMedia.mp4(1));
        assertThat(store.alice().projects().getProjectWithGenerations(project).generations())
                .singleElement()
                .satisfies(view -> assertThat(view.generation()).isEqualTo(pair.generation()));
    }

    @Test
    void aPairMayHaveAVideoThatIsYetToBeGenerated(@TempDir Path folder) throws IOException {
        ProjectId project = store.alice().projects().create("p").id();
        Path image = file(folder, "i.png", SampleMedia.png(1));
        VideoGeneration unset = store.alice()
                .generations()
                .newPair(project)
                .image(image, row -> row.provider("painter"))
                .save()
                .generation();
        VideoGeneration given = store.alice()
                .generations()
                .newPair(project)
                .image(image, row -> row.provider("painter"))
                .video(row -> row.prompt("a wave"))
                .save()
                .generation();
        assertThat(List.of(unset.status(), given.status())).containsOnly(GenerationStatus.PENDING);
        assertThat(given.prompt()).contains("a wave");
        assertThat(unset.filePath()).isEmpty();
    }

    @Test
    void aPairWithoutImageAndAudioIsRefused(@TempDir Path folder) throws IOException {
        ProjectId project = store.alice().projects().create("p").id();
        Path video = file(folder, "v.mp4", SampleMedia.mp4(1));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .generations()
                        .newPair(project)
                        .video(video, row -> row)
                        .save());
    }

    @Test
    void headerlessAudioOfAPairNeedsItsFormat(@TempDir Path folder) throws IOException {
        ProjectId project = store.alice().projects().create("p").id();
        Path samples = file(folder, "a.pcm", new byte[4800]);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .generations()
                        .newPair(project)
                        .audio(samples, audio -> audio.provider("speaker"))
                        .save());
        assertThat(store.alice()
                        .generations()
                        .newPair(project)
                        .audio(samples, audio -> audio.provider("speaker").format("pcm_24000"))
                        .save()
                        .audio()
                        .flatMap(AudioGeneration::durationMs))
                .contains(100L);
    }

    @Test
    void aPairRefusesTextThatIsNotALanguage(@TempDir Path folder) throws IOException {
        ProjectId project = store.alice().projects().create("p").id();
        Path speech = file(folder, "a.mp3", SampleMedia.mp3(1));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .generations()
                        .newPair(project)
                        .audio(speech, audio -> audio.language("vietnamese")));
    }

    @Test
    void rowsAreReadByTheirIds() {
        VideoProject project = store.alice().newProject("p");
        GenerationService generations = store.alice().generations();
        ImageGeneration image = generations.addImage(newImage(project, png(1)));
        AudioGeneration audio = generations.addAudio(newAudio(project, mp3(1), "en"));
        VideoGeneration video = generations.addVideo(newVideo(project));
        assertThat(generations.getImage(image.id())).isEqualTo(image);
        assertThat(generations.getAudio(audio.id())).isEqualTo(audio);
        assertThat(generations.getVideo(video.id())).isEqualTo(video);
    }

    @Test
    void rowsThatTheProfileDoesNotHaveAreNotFound() {
        VideoProject theirs = store.bob().newProject("theirs");
        ImageId image =
                store.bob().generations().addImage(newImage(theirs, png(1))).id();
        AudioId audio = store.bob()
                .generations()
                .addAudio(newAudio(theirs, mp3(1), "en"))
                .id();
        GenerationId video =
                store.bob().generations().addVideo(newVideo(theirs)).id();
        GenerationService mine = store.alice().generations();
        List<Runnable> calls = List.of(
                () -> mine.getImage(image),
                () -> mine.getAudio(audio),
                () -> mine.getVideo(video),
                () -> mine.updateImage(image, Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "stolen")),
                () -> mine.updateAudio(audio, Patch.<AudioGeneration>empty().set(AudioField.TEXT, "stolen")),
                () -> mine.updateVideo(video, Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "stolen")),
                () -> mine.updateImage(image, row -> row.prompt("stolen")),
                () -> mine.updateAudio(audio, row -> row.text("stolen")),
                () -> mine.updateVideo(video, row -> row.prompt("stolen")),
                () -> mine.getImage(new ImageId("none")),
                () -> store.alice().projects().update(theirs.id(), row -> row.title("stolen")));
        for (Runnable call : calls) {
            store.assertRefused(StorageException.NotFound.class, call);
        }
    }

    @Test
    void rowsAreListedByFilterAndPage() {
        VideoProject project = store.alice().newProject("p");
        VideoProject other = store.alice().newProject("other");
        GenerationService generations = store.alice().generations();
        ImageGeneration first = generations.addImage(newImage(project, png(1)));
        store.clock.advance(Duration.ofSeconds(1));
        ImageGeneration second = generations.addImage(newImage(project, png(2)));
        generations.addImage(newImage(other, png(3)));
        ImageGeneration last = generations.addImage(newImage(project, png(4)));
        AudioGeneration audio = generations.addAudio(newAudio(project, mp3(1), "en"));
        VideoGeneration video = generations.addVideo(newVideo(project));
        GenerationFilter filter = GenerationFilter.of(project.id());

        Page<ImageGeneration> page = generations.listImages(filter, TWO);
        assertThat(page.items()).containsExactly(last, second);
        assertThat(generations
                        .listImages(filter, TWO.after(page.next().orElseThrow()))
                        .items())
                .containsExactly(first);
        assertThat(generations.listAudio(filter, TWO).items()).containsExactly(audio);
        assertThat(generations.listVideos(filter, TWO).items()).containsExactly(video);
        assertThat(generations.listVideos(GenerationFilter.of(other.id()), TWO).items())
                .isEmpty();
    }

    @Test
    void aPatchChangesOnlyItsColumns() {
        VideoProject project = store.alice().newProject("p");
        GenerationService generations = store.alice().generations();
        ImageGeneration image = generations.addImage(newImage(project, png(1)));
        AudioGeneration audio = generations.addAudio(newAudio(project, mp3(1), "en"));
        VideoGeneration video = generations.addVideo(newVideo(project));
        store.clock.advance(Duration.ofSeconds(5));

        assertThat(generations.updateImage(
                        image.id(), Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "a hill")))
                .isEqualTo(image.toBuilder()
                        .prompt("a hill")
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(generations.updateAudio(
                        audio.id(), Patch.<AudioGeneration>empty().clear(AudioField.TEXT)))
                .isEqualTo(generations.getAudio(audio.id()))
                .satisfies(row -> assertThat(row.text()).isEmpty());
        assertThat(generations.updateVideo(
                        video.id(), Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "a calm")))
                .isEqualTo(video.toBuilder()
                        .prompt("a calm")
                        .updatedAt(store.clock.instant())
                        .build());
    }

    @Test
    void aChangeOfABuilderChangesOnlyTheseColumns() {
        VideoProject project = store.alice().newProject("p");
        GenerationService generations = store.alice().generations();
        ImageGeneration image = generations.addImage(newImage(project, png(1)));
        store.clock.advance(Duration.ofSeconds(5));

        assertThat(generations.updateImage(image.id(), row -> row.model("m")))
                .isEqualTo(image.toBuilder()
                        .model("m")
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.alice().projects().update(project.id(), row -> row.status(ProjectStatus.COMPLETED)))
                .isEqualTo(project.toBuilder()
                        .status(ProjectStatus.COMPLETED)
                        .version(2)
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.alice().projects().update(project.id(), row -> row).version())
                .as("nothing to change")
                .isEqualTo(2);
    }

    @Test
    void aChangeOfABuilderCannotChangeWhatTheStoreSets() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        List<Runnable> calls = List.of(
                () -> store.alice().projects().update(project.id(), row -> row.version(9)),
                () -> store.alice().projects().update(project.id(), row -> row.profileId(SampleRows.BOB)),
                () -> store.alice().generations().updateImage(image.id(), row -> row.id(new ImageId("other"))),
                () -> store.alice()
                        .generations()
                        .updateImage(
                                image.id(),
                                row -> row.createdAt(store.clock.instant().plusSeconds(1))),
                () -> store.alice().projects().update(project.id(), row -> row.title(" ")));
        for (Runnable call : calls) {
            store.assertRefused(StorageException.InvalidInput.class, call);
        }
    }

    @Test
    void anUpdateCannotReferToAFileThatIsNotStored() {
        VideoProject project = store.alice().newProject("p");
        GenerationService generations = store.alice().generations();
        ImageId image = generations.addImage(newImage(project, png(1))).id();
        GenerationId video = generations.addVideo(newVideo(project)).id();
        BlobKey missing = new BlobKey("projects/none.png");
        List<Runnable> calls = List.of(
                () -> generations.updateImage(image, row -> row.filePath(missing)),
                () -> generations.updateImage(
                        image, Patch.<ImageGeneration>empty().set(ImageField.THUMB_PATH, missing)),
                () -> generations.updateVideo(video, row -> row.thumbPath(missing)),
                () -> store.alice().projects().update(project.id(), row -> row.videoPath(missing)));
        for (Runnable call : calls) {
            store.assertRefused(StorageException.Integrity.class, call);
        }
    }

    @Test
    void aVideoCannotBeStoredWithAThumbnailThatIsNotStored() {
        VideoProject project = store.alice().newProject("p");
        var video = newVideo(project);
        video.row().thumbPath(new BlobKey("projects/none.png"));
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice().generations().addVideo(video));
    }

    @Test
    void maintenanceRunsWithDefaults() {
        MaintenanceService maintenance = new MaintenanceService(
                store.transactions(),
                store.blobs(),
                new SequentialIds(store.clock),
                SampleRows.ALICE,
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().generations().addImage(newImage(project, png(2)));
        // files have the machine's time, and a verification ignores files that were written after it started
        store.clock.set(Instant.now().plusSeconds(300));
        assertThat(maintenance.verify()).hasToString("Checked 3 rows and 2 files: no problems.");

        store.alice().generations().deleteImage(image.id());
        assertThat(maintenance.undelete(image.filePath()).rowId())
                .isEqualTo(image.id().value());
        assertThat(maintenance.refresh().unreadable()).isZero();

        store.blobs().delete(image.filePath());
        assertThat(maintenance.verify()).hasToString("Checked 3 rows and 1 file: 1 problem.");
        RepairPlan plan = maintenance.planRepair();
        assertThat(maintenance.repair(plan, 1).marked()).isEqualTo(1);
        assertThat(maintenance.verify())
                .hasToString("Checked 3 rows and 1 file: no problems; 1 more marked by a repair.")
                .extracting(Verification::problems)
                .isEqualTo(0L);

        store.alice().projects().delete(project.id());
        store.clock.advance(Duration.ofDays(2));
        assertThat(maintenance.collect().tombstones()).isPositive();
        assertThat(store.files()).isEmpty();
    }

    /** Files are reused by hash and size: a wrong one would give another file to later uploads. */
    @Test
    void columnsThatTheStoreSetsCannotBeUpdated() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        ContentHash other = SampleDrafts.hashOf(SampleMedia.png(2));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice().generations().updateImage(image.id(), row -> row.contentHash(other)));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice().generations().updateImage(image.id(), row -> row.byteSize(1L)));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .generations()
                        .updateImage(image.id(), row -> row.mediaInfo(MediaInfo.NONE.withAbsent(List.of("width")))));
        assertThat(store.alice().generations().getImage(image.id())).isEqualTo(image);
    }
}
