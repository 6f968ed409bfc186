package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.exceptions.CorruptChecksumException;
import gov.loc.repository.bagit.exceptions.FileNotInManifestException;
import gov.loc.repository.bagit.exceptions.InvalidPayloadOxumException;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.transfer.MappedId;
import io.github.reelstore.domain.transfer.ProjectSink;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    @TempDir
    private Path folder;

    private final SampleStore store = SampleStore.inMemory();

    private Path exported(String name, BundleOptions options) {
        Path bundle = folder.resolve(name);
        store.bundles().exportTo(bundle, SampleProject.ID, options, TransferProgress.NONE);
        return bundle;
    }

    private Path exported(String name) {
        SampleProject.store(store);
        return exported(name, BundleOptions.DEFAULT);
    }

    @Test
    void theReferenceLibraryAcceptsABundle() throws Exception {
        Bag bag = verify(exported("bundle"));
        assertThat(bag.getVersion()).hasToString("1.0");
        assertThat(bag.getMetadata().get("External-Identifier")).containsExactly("dusk");
        assertThat(bag.getMetadata().get("External-Description"))
                .containsExactly("Dusk at the lighthouse \u2013 Ho\u00e0ng h\u00f4n");
    }

    /** Hashes, completeness and the Payload-Oxum. */
    private static Bag verify(Path bundle) throws Exception {
        Bag bag = new BagReader().read(bundle);
        try (BagVerifier verifier = new BagVerifier()) {
            verifier.isValid(bag, false);
        }
        BagVerifier.quicklyVerify(bag);
        return bag;
    }

    @Test
    void theReferenceLibraryFindsWhatIsWrong() throws Exception {
        OpenedBag changed = OpenedBag.of(exported("bundle"));
        changed.files().getOrDefault("data/media/images/lamp.png", new byte[0])[0] ^= 1;
        assertThatThrownBy(() -> verify(written(changed, "changed"))).isInstanceOf(CorruptChecksumException.class);

        OpenedBag more = OpenedBag.of(folder.resolve("bundle")).put("data/media/more.png", "more");
        assertThatThrownBy(() -> verify(written(more, "more"))).isInstanceOf(FileNotInManifestException.class);

        OpenedBag oxum = OpenedBag.of(folder.resolve("bundle"));
        oxum.put("bag-info.txt", oxum.text("bag-info.txt").replaceAll("Payload-Oxum: .*", "Payload-Oxum: 1.1"))
                .sealedTags();
        assertThatThrownBy(() -> verify(written(oxum, "oxum"))).isInstanceOf(InvalidPayloadOxumException.class);
    }

    private Path written(OpenedBag bag, String name) throws IOException {
        bag.writeTo(folder.resolve(name));
        return folder.resolve(name);
    }

    @Test
    void namesHaveLettersDigitsDotDashAndUnderscoreOnly() {
        OpenedBag bag = OpenedBag.of(exported("bundle"));
        assertThat(bag.files().keySet())
                .contains("data/media/images/lamp.png", "data/media/others/1.mp4")
                .allMatch(path -> path.matches("[A-Za-z0-9._/-]+"));
    }

    @Test
    void valuesThatMayHoldTokensStayOutUnlessTheyAreAskedFor() throws IOException {
        OpenedBag bag = OpenedBag.of(exported("without"));
        assertThat(bag.files().keySet())
                .allSatisfy(path -> assertThat(bag.text(path)).doesNotContain("s3cret"));
        assertThat(bag.text("bag-info.txt")).contains("Reelstore-Responses: left out");
        OpenedBag all = OpenedBag.of(exported("with", new BundleOptions(true)));
        for (String file : List.of("videos", "images", "audio")) {
            assertThat(all.text("data/rows/" + file + ".jsonl")).contains("s3cret");
        }
    }

    /** Also those that are added later. */
    @Test
    void everyColumnForUrlsOrAnswersOfProvidersIsOneThatStaysOut() {
        assertThat(BundleTable.ALL.stream()
                        .flatMap(table -> Arrays.stream(table.codec().type().getRecordComponents()))
                        .map(RecordComponent::getName)
                        .filter(name -> name.matches("(?i).*(ur[il]|response|error|token|secret).*"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(BundleWriter.RESPONSES);
    }

    @Test
    void aNumberedNameIsNotThatOfAnotherFile() {
        PayloadNames names = new PayloadNames();
        assertThat(Stream.of("projects/dusk/others/2.mp4", "projects/dusk/~a.mp4", "projects/dusk/~b.mp4")
                        .map(key -> names.nameOf(new BlobKey(key))))
                .containsExactly("data/media/others/2.mp4", "data/media/others/3.mp4", "data/media/others/4.mp4");
    }

    @Test
    void theTitleIsOneLineOfBagInfo() throws Exception {
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.projects()
                    .insert(SampleRows.project("dusk")
                            .title(" Hải đăng:\r\n\tPayload-Oxum: 0.0\u0001\u2028\u0085 ")
                            .build());
            return true;
        });
        Bag bag = verify(exported("bundle", BundleOptions.DEFAULT));
        assertThat(bag.getMetadata().get("External-Description")).containsExactly("Hải đăng: Payload-Oxum: 0.0");
        assertThat(bag.getMetadata().get("Payload-Oxum")).hasSize(1);
    }

    @Test
    void aZipFileIsNamedInAnyCase() {
        assertThat(exported("BUNDLE.ZIP")).isRegularFile();
    }

    @Test
    void whatNoImportAcceptsIsNotWritten() {
        SampleProject.store(store);
        BundleLimits all = BundleLimits.DEFAULT;
        for (BundleLimits limits : List.of(
                new BundleLimits(18, all.bytes(), all.rows(), all.kept(), all.ratio()),
                new BundleLimits(all.files(), all.bytes(), 12, all.kept(), all.ratio()),
                new BundleLimits(all.files(), all.bytes(), all.rows(), 500, all.ratio()))) {
            Bundles bundles = new Bundles(store::transfers, limits, SampleStore.CLOCK);
            assertThatThrownBy(() -> bundles.exportTo(
                            folder.resolve("bundle"), SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE))
                    .isInstanceOf(StorageException.Unsupported.class)
                    .hasMessageContaining("too large for a bundle");
        }
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> {
                    Path bundle = exported("bundle", BundleOptions.DEFAULT);
                    new Bundles(
                                    SampleStore.inMemory()::transfers,
                                    new BundleLimits(18, all.bytes(), all.rows(), all.kept(), all.ratio()),
                                    SampleStore.CLOCK)
                            .importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE);
                })
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("more than 18 files");
    }

    /** So that absurd numbers of rows are refused, instead of filling the memory. */
    @Test
    void theIdsOfRowsCountAsKeptInMemory() throws IOException {
        Path bundle = exported("bundle");
        long kept = 0;
        for (BundleTable<?> table : BundleTable.KEPT) {
            kept += Files.size(bundle.resolve(table.path()));
        }
        long ids = Stream.of("lamp", "voice", SampleProject.VIDEO_ID.value())
                .mapToLong(BundleLimits::kept)
                .sum();
        BundleLimits all = BundleLimits.DEFAULT;
        Bundles exact = withLimits(new BundleLimits(all.files(), all.bytes(), all.rows(), kept + ids, all.ratio()));
        exact.exportTo(folder.resolve("fits"), SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE);
        exact.importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE);
        Bundles less = withLimits(new BundleLimits(all.files(), all.bytes(), all.rows(), kept + ids - 1, all.ratio()));
        assertThatThrownBy(() -> less.exportTo(
                        folder.resolve("none"), SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE))
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining("links and ids");
        assertThatThrownBy(() -> less.importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("ids of its rows");
    }

    private Bundles withLimits(BundleLimits limits) {
        return new Bundles(store::transfers, limits, SampleStore.CLOCK);
    }

    @Test
    void ofTwoImportsAtTheSameTimeOneChangesNothing() {
        Path bundle = exported("bundle");
        SampleStore other = SampleStore.inMemory();
        List<ImportedBundle> faster = new ArrayList<>();
        ImportedBundle slower = other.bundles().importFrom(bundle, TransferProgress.NONE, (done, all) -> {
            if (faster.isEmpty()) {
                faster.add(other.imported(bundle));
            }
        });
        assertThat(faster)
                .singleElement()
                .satisfies(imported -> assertThat(imported.imported().added()).isEqualTo(4));
        assertThat(slower.imported().added()).isZero();
        assertThat(slower.imported().mapped()).isEmpty();
    }

    @Test
    void timesVersionsAndTheStoryboardComeAlong() {
        Path bundle = exported("bundle.zip", new BundleOptionsOf(store).all());
        SampleStore other = SampleStore.inMemory();
        other.imported(bundle);
        assertThat(other.state(SampleProject.ID)).isEqualTo(store.state(SampleProject.ID));
    }

    /** Stores the project before its options are used. */
    private record BundleOptionsOf(SampleStore store) {
        BundleOptions all() {
            SampleProject.store(store);
            return new BundleOptions(true);
        }
    }

    @Test
    void importingIntoTheStoreThatItComesFromChangesNothing() {
        Path bundle = exported("bundle");
        ProjectState before = store.state(SampleProject.ID);
        ImportedBundle imported = store.imported(bundle);
        assertThat(imported.imported().added()).isZero();
        assertThat(imported.imported().present()).isEqualTo(4);
        assertThat(store.state(SampleProject.ID)).isEqualTo(before);
    }

    @Test
    void aProjectThatHasChangedStaysAndTheBundleBecomesACopy() {
        Path bundle = exported("bundle");
        store.transactions()
                .inTransaction(
                        store.profile(),
                        tx -> tx.generations()
                                .update(
                                        SampleProject.VIDEO_ID,
                                        Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "another prompt")));
        ProjectState before = store.state(SampleProject.ID);
        ImportedBundle copy = store.imported(bundle);
        assertThat(copy.imported().added()).isEqualTo(4);
        assertThat(copy.imported().mapped())
                .extracting(MappedId::kind)
                .containsExactlyInAnyOrder(
                        EntityType.PROJECT, EntityType.IMAGE, EntityType.AUDIO, EntityType.GENERATION);
        assertThat(store.state(SampleProject.ID)).isEqualTo(before);
        assertThat(store.imported(bundle).imported().project())
                .isEqualTo(copy.imported().project());
        assertThat(store.imported(bundle).imported().added()).isZero();
    }

    @Test
    void anIdThatAnotherRowHasIsMappedAndReferencesFollow() {
        Path bundle = exported("bundle");
        SampleStore other = SampleStore.inMemory();
        BlobKey key = new BlobKey("projects/p/images/other.png");
        other.put(key, new byte[] {1});
        other.transactions().inTransaction(other.profile(), tx -> {
            tx.images().insert(SampleRows.image("lamp").filePath(key).build());
            return true;
        });
        ImportedBundle imported = other.imported(bundle);
        assertThat(imported.imported().mapped()).singleElement().satisfies(mapped -> {
            assertThat(mapped.kind()).isEqualTo(EntityType.IMAGE);
            assertThat(mapped.from()).isEqualTo("lamp");
            VideoGeneration video = other.transactions()
                    .<VideoGeneration, RuntimeException>readOnly(
                            other.profile(),
                            tx -> tx.generations().find(SampleProject.VIDEO_ID).orElseThrow());
            assertThat(video.imageGenerationId()).contains(new ImageId(mapped.to()));
        });
        assertThat(other.imported(bundle).imported().added()).isZero();
    }

    @Test
    void aReferenceToARowThatTheBundleLacksDoesNotBecomeOneToAnotherRow() throws IOException {
        SampleProject.store(store);
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.archive()
                    .insertStoryboard(new ProjectStoryboard(
                            List.of(),
                            List.of(),
                            List.of(new DatedSettings(
                                    new StoredSettings(
                                            SampleProject.ID,
                                            Optional.empty(),
                                            MediaKind.VIDEO,
                                            Optional.empty(),
                                            TrackSettings.builder()
                                                    .references(List.of(new ImageId("mine")))
                                                    .build()),
                                    SampleStore.CLOCK.instant())),
                            List.of(new Selection(
                                    SampleProject.ID,
                                    CellKey.image("scene-1"),
                                    1,
                                    Optional.of("mine"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    SampleStore.CLOCK.instant())),
                            List.of(new RejectedTake(
                                    SampleProject.ID, MediaKind.IMAGE, "mine", "", SampleStore.CLOCK.instant()))));
            return true;
        });
        Path bundle = exported("bundle", BundleOptions.DEFAULT);
        SampleStore other = SampleStore.inMemory();
        BlobKey key = new BlobKey("projects/p/images/mine.png");
        other.put(key, SampleMedia.png(4));
        other.transactions().inTransaction(other.profile(), tx -> {
            tx.images()
                    .insert(SampleRows.image("mine")
                            .profileId(other.profile())
                            .filePath(key)
                            .build());
            return true;
        });

        assertThat(other.imported(bundle).imported().dropped()).isEqualTo(3);
        ProjectStoryboard imported = other.transactions()
                .<ProjectStoryboard, RuntimeException>readOnly(
                        other.profile(), tx -> tx.archive().storyboard(SampleProject.ID));
        assertThat(imported.settings())
                .singleElement()
                .satisfies(dated ->
                        assertThat(dated.stored().settings().references()).isEmpty());
        assertThat(imported.selections())
                .extracting(Selection::takeId)
                .containsExactlyInAnyOrder(Optional.of("lamp-turns-on"), Optional.empty());
        assertThat(imported.rejected()).extracting(RejectedTake::takeId).containsExactly("lamp");
        assertThat(other.imported(bundle).imported().added()).isZero();
        assertThat(store.imported(bundle).imported().added()).isZero();
    }

    @Test
    void anEmptyProjectHasABundle() {
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.projects().insert(SampleRows.project("dusk").build());
            return true;
        });
        Path bundle = exported("bundle.zip", BundleOptions.DEFAULT);
        assertThat(SampleStore.inMemory().imported(bundle).imported().added()).isEqualTo(1);
    }

    @Test
    void aMissingFileFailsTheExportAndLeavesNothing() {
        SampleProject.store(store);
        store.blobs().delete(SampleProject.IMAGE);
        for (String name : List.of("bundle", "bundle.zip")) {
            assertThatThrownBy(() -> exported(name, BundleOptions.DEFAULT))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining(SampleProject.IMAGE.value());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aDamagedFileFailsTheExportAndLeavesNothing() {
        SampleProject.store(store);
        byte[] damaged = SampleStore.bytes(store.blobs(), SampleProject.AUDIO);
        damaged[0] ^= 1;
        store.blobs().delete(SampleProject.AUDIO);
        store.put(SampleProject.AUDIO, damaged);
        for (String name : List.of("bundle", "bundle.zip")) {
            assertThatThrownBy(() -> exported(name, BundleOptions.DEFAULT))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining(SampleProject.AUDIO.value());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFileThatIsAcceptedAsMissingIsLeftOut() {
        SampleProject.store(store);
        store.blobs().delete(SampleProject.IMAGE);
        store.blobs().delete(SampleProject.VIDEO);
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.maintenance().mark(missing(EntityType.IMAGE, "lamp", SampleProject.IMAGE));
            tx.maintenance().mark(missing(EntityType.GENERATION, "lamp-turns-on", SampleProject.VIDEO));
            // this file is back
            tx.maintenance().mark(missing(EntityType.AUDIO, "voice", SampleProject.AUDIO));
            return true;
        });
        Path bundle = folder.resolve("bundle.zip");

        ExportedBundle exported =
                store.bundles().exportTo(bundle, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE);

        assertThat(exported.exported().lost())
                .containsExactlyInAnyOrder(
                        missing(EntityType.IMAGE, "lamp", SampleProject.IMAGE),
                        missing(EntityType.GENERATION, "lamp-turns-on", SampleProject.VIDEO));
        assertThat(exported.exported().files()).isEqualTo(1);
        assertThat(exported.rows())
                .containsEntry("images", 0)
                .containsEntry("videos", 1)
                .containsEntry("audio", 1);
        SampleStore other = SampleStore.inMemory();
        assertThat(other.imported(bundle).imported().added()).isEqualTo(3);
        VideoGeneration video = other.transactions()
                .<VideoGeneration, RuntimeException>readOnly(
                        other.profile(),
                        tx -> tx.generations().find(SampleProject.VIDEO_ID).orElseThrow());
        assertThat(video.filePath()).isEmpty();
        assertThat(video.contentHash()).isEmpty();
        assertThat(video.imageGenerationId()).isEmpty();
        assertThat(video.audioGenerationId()).isPresent();
        assertThat(other.imported(bundle).imported().added()).isZero();
    }

    private static RowMark missing(EntityType type, String id, BlobKey key) {
        return new RowMark(type, id, "missing", key.value());
    }

    @Test
    void aFinalCutThatIsAcceptedAsMissingIsLeftOut() {
        SampleProject.store(store);
        BlobKey cut = new BlobKey("projects/dusk/video.mp4");
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.projects().update(SampleProject.ID, Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, cut));
            return true;
        });
        assertThatThrownBy(() -> exported("damaged", BundleOptions.DEFAULT))
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContaining(cut.value());
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.maintenance().mark(missing(EntityType.PROJECT, SampleProject.ID.value(), cut));
            return true;
        });
        Path bundle = exported("bundle", BundleOptions.DEFAULT);
        assertThat(Bundles.verify(bundle, TransferProgress.NONE).project().videoPath())
                .isEmpty();
    }

    @Test
    void aStreamThatFailsIsNoBundle() throws IOException {
        SampleProject.store(store);
        store.blobs().delete(SampleProject.VIDEO);
        Path bundle = folder.resolve("stream.zip");
        try (OutputStream out = Files.newOutputStream(bundle)) {
            assertThatThrownBy(() -> store.bundles()
                            .exportTo(out, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE))
                    .isInstanceOf(StorageException.Corrupt.class);
        }
        assertThatThrownBy(() -> Bundles.verify(bundle, TransferProgress.NONE)).hasMessageContaining("end is missing");
    }

    @Test
    void aStreamThatBreaksHoldsNoBundle() {
        SampleProject.store(store);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> store.bundles()
                        .exportTo(broken, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessage("The bundle cannot be written: Broken pipe. What was written of it is not a bundle.");
    }

    @Test
    void namesMayBeAsLongAsTheFileSystemAllows() {
        SampleProject.store(store);
        assertThat(exported("b".repeat(255), BundleOptions.DEFAULT)).isDirectory();
        assertThat(exported("b".repeat(251) + ".zip", BundleOptions.DEFAULT)).isRegularFile();
    }

    @Test
    void aTargetThatExistsIsNotReplaced() throws IOException {
        SampleProject.store(store);
        Path target = Files.writeString(folder.resolve("bundle.zip"), "mine");
        assertThatThrownBy(() -> exported("bundle.zip", BundleOptions.DEFAULT))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("exists already");
        assertThat(target).hasContent("mine");
    }

    @Test
    void aProjectOfAnotherProfileIsNotExported() {
        SampleProject.store(store);
        assertThatThrownBy(() -> store.withProfile("bob")
                        .bundles()
                        .exportTo(
                                folder.resolve("bundle"),
                                SampleProject.ID,
                                BundleOptions.DEFAULT,
                                TransferProgress.NONE))
                .isInstanceOf(StorageException.NotFound.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anImportThatFailsLeavesNoRowAndNoFileOfARow() {
        Path bundle = exported("bundle");
        SampleStore other = SampleStore.inMemory();
        SampleStore failing = new SampleStore(other.transactions(), failingToPublish(other.blobs()), other.profile());
        assertThatThrownBy(() -> failing.imported(bundle)).isInstanceOf(StorageException.Unavailable.class);
        assertThat(other.transactions()
                        .<Long, RuntimeException>readOnly(
                                other.profile(), tx -> tx.maintenance().rows(1)))
                .isZero();
        assertThat(other.imported(bundle).imported().added()).isEqualTo(4);
        assertThat(other.imported(bundle).imported().added()).isZero();
    }

    /** A blob store that is there only until the second file is published. */
    private static BlobStore failingToPublish(BlobStore blobs) {
        int[] published = {0};
        return (BlobStore) Proxy.newProxyInstance(
                BundleTest.class.getClassLoader(), blobs.getClass().getInterfaces(), (proxy, method, arguments) -> {
                    if (method.getName().equals("publish") && ++published[0] == 2) {
                        throw StorageException.Unavailable.passing("blobs", "The server is gone.", null);
                    }
                    try {
                        return method.invoke(blobs, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What is written while rows are read is not seen: neither in the rest of a table nor in later tables. */
    @Test
    void rowsAreOfOneMoment() throws IOException {
        SampleProject.store(store);
        int more = 600;
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.generations()
                    .insertAll(IntStream.range(0, more)
                            .mapToObj(number -> SampleRows.generation("video-%03d".formatted(number), "dusk")
                                    .profileId(store.profile())
                                    .build())
                            .toList());
            return true;
        });
        ProjectState before = store.state(SampleProject.ID);
        ProjectState read = new ProjectState();
        int[] pages = {0};
        ProjectSink sink = (ProjectSink) Proxy.newProxyInstance(
                BundleTest.class.getClassLoader(), new Class<?>[] {ProjectSink.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("videos") && ++pages[0] == 1) {
                        CompletableFuture.runAsync(() -> change("video-%03d".formatted(more - 1)))
                                .join();
                    }
                    return method.invoke(read, arguments);
                });

        store.transfers().exportProject(SampleProject.ID, sink, TransferProgress.NONE);

        assertThat(pages[0]).as("pages of videos").isGreaterThan(1);
        assertThat(read).isEqualTo(before);
        assertThat(store.state(SampleProject.ID).rows())
                .hasSameSizeAs(before.rows())
                .isNotEqualTo(before.rows());
    }

    /** Changes a video, and a row of a table that is read after the videos. */
    private void change(String video) {
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.generations()
                    .update(
                            new GenerationId(video),
                            Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "another prompt"));
            tx.audio()
                    .update(new AudioId("voice"), Patch.<AudioGeneration>empty().set(AudioField.TEXT, "another text"));
            return true;
        });
    }

    @Test
    void filesAreStoredAndStreamsAreDeflatedAtLevelZero() throws IOException {
        Path file = exported("bundle.zip");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.bundles().exportTo(bytes, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE);
        Path stream = Files.write(folder.resolve("stream.zip"), bytes.toByteArray());
        try (ZipFile stored = new ZipFile(file.toFile());
                ZipFile deflated = new ZipFile(stream.toFile())) {
            assertThat(stored.stream()).isNotEmpty().allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
            assertThat(deflated.stream())
                    .hasSameSizeAs(stored.stream().toList())
                    .allMatch(entry ->
                            entry.getMethod() == ZipEntry.DEFLATED && entry.getCompressedSize() >= entry.getSize());
            for (ZipEntry entry : stored.stream().toList()) {
                assertThat(deflated.getInputStream(deflated.getEntry(entry.getName())))
                        .hasSameContentAs(stored.getInputStream(entry));
            }
        }
    }

    @Test
    void archivesOfMoreThan65535FilesAreZip64() throws IOException {
        Path file = folder.resolve("many.zip");
        int count = 70_000;
        try (ZipFileOutput zip = new ZipFileOutput(file, "bag")) {
            for (int i = 0; i < count; i++) {
                zip.add("data/" + i, new ByteArrayInputStream(new byte[] {1}), 1);
            }
            zip.finish();
        }
        try (ZipFile zip = new ZipFile(file.toFile());
                FileChannel channel = FileChannel.open(file)) {
            assertThat(zip.size()).isEqualTo(count);
            assertThat(zip.getInputStream(zip.getEntry("bag/data/69999"))).hasBinaryContent(new byte[] {1});
            assertThat(ZipDirectory.read(channel, BundleLimits.DEFAULT)).hasSize(count);
        }
    }

    /** As unzip reads them: it does not follow the directory alone. */
    @Test
    @Tag("large")
    void entriesOfMoreThan4GibAreZip64InFilesAndInStreams() throws IOException {
        long size = (1L << 32) + 1;
        Path file = folder.resolve("large.zip");
        Path stream = folder.resolve("stream.zip");
        try (ZipFileOutput zip = new ZipFileOutput(file, "bag")) {
            addLarge(zip, size);
        }
        assertLarge(file, size);
        Files.delete(file);
        try (OutputStream out = Files.newOutputStream(stream);
                ZipStreamOutput zip = new ZipStreamOutput(out, "bag")) {
            addLarge(zip, size);
        }
        assertLarge(stream, size);
    }

    private static void addLarge(BundleOutput zip, long size) throws IOException {
        zip.add("bagit.txt", new ByteArrayInputStream(new byte[] {1}), 1);
        zip.add("data/media/large", new Zeros(size), size);
        zip.add("data/media/behind", new ByteArrayInputStream(new byte[] {1}), 1);
        zip.finish();
    }

    private static void assertLarge(Path file, long size) throws IOException {
        try (ZipInput zip = new ZipInput(file, BundleLimits.DEFAULT)) {
            assertThat(zip.files()).containsEntry("data/media/large", size);
            assertThat(zip.open("data/media/behind")).hasBinaryContent(new byte[] {1});
            try (InputStream large = zip.open("data/media/large")) {
                assertThat(large.transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
            }
        }
    }

    /** That many zeros. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    @Test
    void theSameProjectGivesTheSameArchive() throws IOException {
        assertThat(exported("one.zip")).hasSameBinaryContentAs(exported("two.zip", BundleOptions.DEFAULT));
    }

    @Test
    void aCopyInTheSameProfileSharesTheFiles() {
        Path bundle = exported("bundle");
        store.transactions()
                .inTransaction(
                        store.profile(),
                        tx -> tx.projects()
                                .update(
                                        SampleProject.ID,
                                        Patch.<VideoProject>empty().set(ProjectField.TITLE, "changed")));
        ProjectId copy = store.imported(bundle).imported().project();
        assertThatCode(() -> store.state(copy)).doesNotThrowAnyException();
        try (Stream<?> files = store.blobs().list(new BlobPrefix(""))) {
            assertThat(files).hasSize(3);
        }
    }
}
