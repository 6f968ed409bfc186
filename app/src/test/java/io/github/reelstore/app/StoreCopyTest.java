package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyListener;
import io.github.reelstore.domain.copy.CopyListener.Phase;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyOptions.OddValues;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.copy.CopySide;
import io.github.reelstore.domain.copy.StoreCopy;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.testkit.fault.PortTracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of a store to another SQLite file and folder. */
class StoreCopyTest {

    @TempDir
    static Path shared;

    private static FullStore filled = new FullStore(Path.of(""));

    @TempDir
    Path folder;

    private FullStore source;
    private FullStore target;

    @BeforeAll
    static void fillOnce() throws SQLException {
        filled = new FullStore(shared).fill();
    }

    @BeforeEach
    void fill() throws IOException {
        source = filled.copyTo(folder.resolve("source"));
        target = new FullStore(Files.createDirectory(folder.resolve("target")));
    }

    static CopyResult copy(ReelstoreConfig from, ReelstoreConfig to) {
        try (OpenCopy copy = OpenCopy.of(from, to, CopyOptions.all(), (phase, done) -> {})) {
            return copy.copy().run();
        }
    }

    static CopyResult switched(ReelstoreConfig from, ReelstoreConfig to) {
        try (OpenCopy copy = OpenCopy.of(from, to, CopyOptions.all(), (phase, done) -> {})) {
            return copy.copy().runAndSwitch();
        }
    }

    static CopyResult asShown(ReelstoreConfig from, ReelstoreConfig to) {
        CopyOptions options =
                new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.AS_SHOWN, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(from, to, options, (phase, done) -> {})) {
            return copy.copy().runAndSwitch();
        }
    }

    static CopyResult verify(ReelstoreConfig from, ReelstoreConfig to) {
        try (OpenCopy copy = OpenCopy.of(from, to, CopyOptions.all(), (phase, done) -> {})) {
            return copy.copy().verify();
        }
    }

    @Test
    void theCopyHasAllRowsAndFiles() throws SQLException {
        assertThat(source.counts().values()).as("rows in each table").doesNotContain(0L);
        StoreSnapshot before = source.snapshot();

        CopyResult result = copy(source.config(), target.config());

        assertThat(source.snapshot()).as("nothing is deleted from the source").isEqualTo(before);
        assertThat(result.problems()).isEmpty();
        assertThat(result.isEqual()).isTrue();
        assertThat(target.snapshot()).isEqualTo(source.snapshot());
        assertThat(result.rows().inserted()).isEqualTo(result.rows().total()).isPositive();
        assertThat(result.files().copied()).isEqualTo(result.files().total()).isGreaterThan(4);
        assertThat(verify(source.config(), target.config()).source()).isEqualTo(result.source());
    }

    /** As by a kill, whose tests are those of {@link CopyKillContract}. */
    @Test
    void anInterruptedCopyDoesNotStartOver() {
        IllegalStateException interruption = new IllegalStateException("killed");
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), CopyOptions.all(), (phase, done) -> {
            if (phase == Phase.FILES && done == 3) {
                throw interruption;
            }
        })) {
            assertThatThrownBy(() -> copy.copy().run()).isSameAs(interruption);
        }

        CopyResult next = copy(source.config(), target.config());

        assertThat(next.isComplete()).isTrue();
        assertThat(next.rows().inserted()).isZero();
        assertThat(next.files().copied()).isLessThan(next.files().total());
    }

    @Test
    void aCopyThatIsInterruptedInALargeTableKeepsItsFirstRows() throws SQLException {
        source.addJobs(3_000);
        interruptInRows(source.config(), target.config(), 1_000, 2_000);

        CopyResult next = copy(source.config(), target.config());

        assertThat(next.isComplete()).isTrue();
        assertThat(next.rows().inserted()).isPositive().isLessThan(next.rows().total() - 1_000);
    }

    /** Copies rows; waits at one report for longer than a transaction lasts, and fails at another. */
    static void interruptInRows(ReelstoreConfig from, ReelstoreConfig to, long wait, long end) {
        IllegalStateException interruption = new IllegalStateException("killed");
        try (OpenCopy copy = OpenCopy.of(from, to, CopyOptions.all(), (phase, done) -> {
            if (phase == Phase.ROWS && done == wait) {
                sleep();
            } else if (phase == Phase.ROWS && done == end) {
                throw interruption;
            }
        })) {
            assertThatThrownBy(() -> copy.copy().run()).isSameAs(interruption);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes are refused meanwhile. */
    @Test
    void theLastPassAsksOnlyForFilesOfNewRowsAndForThoseWithoutAHash() {
        AtomicInteger asked = new AtomicInteger();
        List<Integer> askedBefore = new ArrayList<>();
        PortTracer.Watch watch = step -> {
            if (step.equals("before stat")) {
                asked.incrementAndGet();
            }
        };
        CopyListener addAnImage = (phase, done) -> {
            if (phase == Phase.MARKING) {
                askedBefore.add(asked.getAndSet(0));
            } else if (phase == Phase.REMOVING && askedBefore.size() == 1) {
                try (Reelstore store = Reelstore.open(source.config())) {
                    FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
                }
            }
        };
        try (CopyableDatabase from = source.config().openToCopy();
                BlobStore files = Resources.openBlobStore(source.config());
                CopyableDatabase to = target.config().openToCopy();
                BlobStore place = Resources.openBlobStore(target.config())) {
            CopyResult result = new StoreCopy(
                            new CopySide(from, PortTracer.watched(files, watch), "source"),
                            new CopySide(to, PortTracer.watched(place, watch), "target"),
                            CopyOptions.all(),
                            addAnImage)
                    .runAndSwitch();

            assertThat(result.switched()).isTrue();
            assertThat(verify(source.config(), target.config()).source())
                    .as("the digest is that of all files")
                    .isEqualTo(result.source())
                    .isEqualTo(result.target());
        }
        int written = 2;
        int withHash = 3;
        assertThat(askedBefore).hasSize(3);
        assertThat(askedBefore.get(2))
                .as("not for image, audio and video, but for the new image and its thumbnail, on both sides")
                .isEqualTo(askedBefore.get(1) + 2 * (written - withHash));
    }

    @Test
    void eachFileIsReadOnceAndInParallel() {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        try (CopyableDatabase from = source.config().openToCopy();
                BlobStore files = Resources.openBlobStore(source.config());
                CopyableDatabase to = target.config().openToCopy();
                BlobStore place = Resources.openBlobStore(target.config())) {
            BlobStore watched = PortTracer.watched(files, step -> {
                if (step.equals("before open")) {
                    opened.incrementAndGet();
                    two.countDown();
                    assertThat(await(two)).as("two at the same time").isTrue();
                }
            });
            CopyResult result = new StoreCopy(
                            new CopySide(from, watched, "source"),
                            new CopySide(to, place, "target"),
                            CopyOptions.all(),
                            (phase, done) -> {})
                    .run();

            assertThat(result.isComplete()).isTrue();
            assertThat(opened.get()).isEqualTo((int) result.files().total());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSecondRunCopiesOnlyWhatDiffers() throws SQLException {
        copy(source.config(), target.config());
        source.execute(
                "UPDATE video_projects SET title = 'Dawn'",
                "DELETE FROM scene_lines",
                "DELETE FROM scenes WHERE position = 'b'",
                // the jobs of one request change places: only one may be active
                "UPDATE provider_jobs SET state = 'failed' WHERE id = 'job-2'",
                FullStore.job("job-0", "planned"));
        try (Reelstore store = Reelstore.open(source.config())) {
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
        }

        CopyResult result = copy(source.config(), target.config());

        assertThat(result.isEqual()).isTrue();
        assertThat(target.snapshot()).isEqualTo(source.snapshot());
        assertThat(result.rows().updated()).isEqualTo(2);
        assertThat(result.rows().deleted()).isEqualTo(2);
        assertThat(result.rows().inserted()).isEqualTo(2);
        assertThat(result.files().copied()).as("an image and its thumbnail").isEqualTo(2);
        CopyResult third = copy(source.config(), target.config());
        assertThat(List.of(
                        third.rows().inserted(),
                        third.rows().updated(),
                        third.rows().deleted(),
                        third.files().copied(),
                        third.files().removed()))
                .containsOnly(0L);
    }

    @Test
    void filesThatTheSourceHasCollectedAreRemovedFromTheCopy() {
        copy(source.config(), target.config());
        try (Reelstore store = Reelstore.open(source.config())) {
            store.maintenance()
                    .collect(
                            CollectionService.Scope.TOMBSTONES,
                            Duration.ZERO,
                            CollectionService.Mode.REMOVE,
                            CollectionService.USUAL_SHARE,
                            files -> {});
        }

        CopyResult result = copy(source.config(), target.config());

        assertThat(result.files().removed()).isPositive();
        assertThat(target.snapshot()).isEqualTo(source.snapshot());
    }

    @Test
    void theCopyIsRefusedAsLongAsItIsUnfinished() {
        copy(source.config(), target.config());
        try (Reelstore unfinished = Reelstore.open(target.config())) {
            assertThat(unfinished
                            .projects()
                            .list(ProjectFilter.ALL, PageRequest.first(5))
                            .items())
                    .hasSize(1);
            assertThatThrownBy(() -> unfinished.projects().create("too early"))
                    .isInstanceOf(StorageException.ReadOnly.class)
                    .hasMessageContaining("unfinished copy");
        }
    }

    @Test
    void afterTheSwitchOnlyTheCopyCanBeWrittenTo() throws SQLException {
        copy(source.config(), target.config());
        try (Reelstore running = Reelstore.open(source.config())) {
            running.projects().create("meanwhile");
            CopyResult result = switched(source.config(), target.config());
            assertThat(result.switched()).isTrue();
            assertThat(result.isEqual()).isTrue();
            assertThatThrownBy(() -> running.projects().create("too late"))
                    .isInstanceOf(StorageException.ReadOnly.class)
                    .hasMessageContaining(target.config().databaseUrl())
                    .hasMessageContaining(target.config().storageUrl());
        }
        try (Reelstore store = Reelstore.open(target.config())) {
            assertThat(store.projects()
                            .list(ProjectFilter.ALL, PageRequest.first(5))
                            .items())
                    .hasSize(2);
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
            assertThat(store.maintenance().verify().problems()).isZero();
        }
        assertThatThrownBy(() -> copy(source.config(), target.config()))
                .as("it would undo what was written since")
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("was moved to");
    }

    /** The way back. */
    @Test
    void aStoreThatWasMovedCanBeMovedBack() throws SQLException {
        switched(source.config(), target.config());
        try (Reelstore store = Reelstore.open(target.config())) {
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
        }

        CopyResult back = switched(target.config(), source.config());

        assertThat(back.switched()).isTrue();
        assertThat(back.rows().inserted()).isEqualTo(1);
        assertThat(source.snapshot()).isEqualTo(target.snapshot());
        try (Reelstore store = Reelstore.open(source.config());
                Reelstore old = Reelstore.open(target.config())) {
            store.projects().create("again");
            assertThatThrownBy(() -> old.projects().create("too late")).isInstanceOf(StorageException.ReadOnly.class);
        }
    }

    @Test
    void aStoreThatWasMovedCanBeReopened() {
        switched(source.config(), target.config());
        assertThat(OpenCopy.reopen(source.config()).movedTo()).isPresent();
        try (Reelstore store = Reelstore.open(source.config())) {
            store.projects().create("again");
        }
    }

    @Test
    void aTargetThatHoldsSomethingElseIsRefused() throws SQLException, IOException {
        FullStore other = new FullStore(Files.createDirectory(folder.resolve("other"))).fill();
        StoreSnapshot before = other.snapshot();

        assertThatThrownBy(() -> copy(source.config(), other.config()))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("holds another store");
        ReelstoreConfig otherFiles = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + folder.resolve("new.db"))
                .storageUrl(other.config().storageUrl())
                .build();
        assertThatThrownBy(() -> copy(source.config(), otherFiles))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("files of another store");
        assertThat(other.snapshot()).isEqualTo(before);

        copy(source.config(), target.config());
        FullStore third = new FullStore(Files.createDirectory(folder.resolve("third"))).fill();
        assertThatThrownBy(() -> copy(third.config(), target.config()))
                .as("a copy of another store")
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("copy of another store");
    }

    /** A slip in its name would make the target a copy of an empty store. */
    @Test
    void aSourceThatDoesNotExistIsRefusedAndNotCreated() {
        ReelstoreConfig none = new FullStore(folder.resolve("none")).config();
        assertThatThrownBy(() -> copy(none, target.config()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("There is no database");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void theSamePlaceUnderAnotherNameIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("source/media"));
        ReelstoreConfig to = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + folder.resolve("new.db"))
                .storageUrl("file:" + link)
                .build();
        StoreSnapshot before = source.snapshot();

        assertThatThrownBy(() -> copy(source.config(), to))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("the source itself");
        CopyOptions files =
                new CopyOptions(CopyPart.FILES, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(source.config(), to, files, (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("same place");
        }
        assertThatThrownBy(() -> copy(source.config(), source.config()))
                .isInstanceOf(StorageException.Configuration.class);
        assertThat(source.snapshot()).isEqualTo(before);
    }

    @Test
    void valuesThatNotEveryDatabaseCanHoldAreListedBeforeAnythingIsCopied() throws SQLException {
        source.execute(
                "UPDATE video_projects SET description = 'a' || char(0) || 'b'",
                "UPDATE image_generations SET prompt = CAST(x'41FF42' AS TEXT)",
                "UPDATE audio_generations SET channels = 4294967296",
                "UPDATE audio_generations SET scene_id = replace(hex(zeroblob(1001)), '0', 's')");
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), CopyOptions.all(), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining("4 values");
            assertThat(copy.copy().oddValues())
                    .extracting(OddValue::column)
                    .containsExactly("description", "prompt", "channels", "scene_id");
        }
        assertThat(new FullStore(folder.resolve("target")).snapshot().count("video_projects"))
                .isZero();

        CopyOptions asShown =
                new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.AS_SHOWN, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), asShown, (phase, done) -> {})) {
            CopyResult result = copy.copy().run();
            assertThat(result.isEqual()).isTrue();
            assertThat(result.converted()).isEqualTo(4);
        }
        try (Reelstore store = Reelstore.open(target.config())) {
            assertThat(store.projects().get(source.project()).description()).contains("a\uFFFDb");
        }
    }

    /** A row that lacks it cannot be inserted. */
    @Test
    void everyColumnThatMustHaveAValueIsRequired() throws SQLException {
        try (Connection connection = DriverManager.getConnection(source.config().databaseUrl());
                Statement statement = connection.createStatement()) {
            for (CopiedTable table : CopiedTable.ALL) {
                List<String> expected = new ArrayList<>();
                try (ResultSet column = statement.executeQuery("SELECT name FROM pragma_table_info('" + table.name()
                        + "') WHERE \"notnull\" = 1 AND pk = 0")) {
                    while (column.next()) {
                        expected.add(column.getString(1));
                    }
                }
                assertThat(table.columns().stream()
                                .skip(table.keyColumns())
                                .filter(CopiedColumn::required)
                                .map(CopiedColumn::name))
                        .as(table.name())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void aRowWithoutAValueThatItMustHaveIsLeftOutAndNamed() throws SQLException {
        source.execute(
                "UPDATE image_generations SET created_at = 'yesterday'",
                "UPDATE scene_lines SET language = 'e' || char(0)",
                "DELETE FROM generation_inputs",
                "UPDATE veo3_video_generations SET image_generation_id = NULL");

        CopyResult result = asShown(source.config(), target.config());

        assertThat(result.isComplete()).isTrue();
        assertThat(target.counts()).containsEntry("image_generations", 0L);
        assertThat(result.oddValues())
                .extracting(OddValue::message)
                .anyMatch(message -> message.contains("created_at") && message.contains("left out"));
        assertThat(result.oddValues())
                .extracting(OddValue::key)
                .as("the key as it is stored")
                .anyMatch(key -> key.endsWith("e\0"));
    }

    /** As an overtaken run does that has not noticed yet. */
    @Test
    void aFileThatAnotherRunHasJustPublishedIsNoProblem() throws IOException {
        try (CopyableDatabase from = source.config().openToCopy();
                BlobStore files = Resources.openBlobStore(source.config());
                CopyableDatabase to = target.config().openToCopy();
                BlobStore place = Resources.openBlobStore(target.config());
                BlobStore other = Resources.openBlobStore(target.config())) {
            List<BlobKey> keys = new ArrayList<>();
            AtomicInteger publications = new AtomicInteger();
            BlobStore overtaken = PortTracer.watched(place, step -> {
                // the first is that of a probe
                if (step.equals("before publish") && publications.incrementAndGet() == 2) {
                    files.list(MediaKeys.ROOT).map(BlobInfo::key).forEach(key -> {
                        keys.add(key);
                        publish(files, other, key);
                    });
                }
            });
            CopyOptions options = new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.REFUSE, 1);
            CopyResult result = new StoreCopy(
                            new CopySide(from, files, "source"),
                            new CopySide(to, overtaken, "target"),
                            options,
                            (phase, done) -> {})
                    .run();

            assertThat(keys).isNotEmpty();
            assertThat(result.isComplete()).isTrue();
        }
    }

    private static void publish(BlobStore from, BlobStore to, BlobKey key) {
        BlobSource content = new BlobSource(key.value(), () -> from.open(key, ByteRange.ALL).stream());
        try (StagedBlob staged = to.stage(content)) {
            to.publish(staged, key);
        }
    }

    @Test
    void aCopyOfTheFilesAloneReplacesNone() throws IOException {
        CopyOptions options =
                new CopyOptions(CopyPart.FILES, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), options, (phase, done) -> {})) {
            copy.copy().run();
        }
        Path copied = folder.resolve("target/media").resolve(key("images", Samples.LIGHTHOUSE_PNG.bytes().length));
        Files.writeString(copied, "of another database");

        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), options, (phase, done) -> {})) {
            assertThat(copy.copy().runAndSwitch().problems())
                    .singleElement()
                    .asString()
                    .contains("differs");
        }

        assertThat(copied).hasContent("of another database");
    }

    @Test
    void aDamagedFileIsNotCopied() throws IOException {
        damage(folder.resolve("source/media").resolve(key("images", Samples.LIGHTHOUSE_PNG.bytes().length)));

        CopyResult result = switched(source.config(), target.config());

        assertThat(result.isEqual()).isFalse();
        assertThat(result.switched()).isFalse();
        assertThat(result.problems()).singleElement().asString().contains("is not the one of its row");
        try (Reelstore store = Reelstore.open(source.config())) {
            store.projects().create("the source stays in use");
        }
    }

    /** The size stays the same. */
    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** As a bad sector of a disk. */
    @Test
    void aFileThatCannotBeReadIsListedAndTheOthersAreCopied() {
        assertIsListedAndOthersAreCopied(StorageException.Unavailable.lasting("disk", "a bad sector", null));
    }

    /** A store that checks its files says so in another way. */
    @Test
    void aFileThatItsStoreFindsDamagedIsListedAndTheOthersAreCopied() {
        assertIsListedAndOthersAreCopied(new StorageException.Corrupt("key", "a bad sector", null));
    }

    private void assertIsListedAndOthersAreCopied(StorageException failure) {
        CopyResult result = copyWithUnreadable(1, failure);

        assertThat(result.isEqual()).isFalse();
        assertThat(result.problems()).singleElement().asString().contains("of the source cannot be read: a bad sector");
        assertThat(result.files().copied()).isGreaterThan(3);
        CopyResult again = copy(source.config(), target.config());
        assertThat(again.isComplete()).isTrue();
        assertThat(again.files().copied()).isEqualTo(1);
    }

    @Test
    void aSourceThatCannotBeReadAtAllEndsTheCopy() throws IOException {
        source.addImages(20, number -> new byte[] {(byte) number});
        StorageException failure = StorageException.Unavailable.lasting("disk", "a bad sector", null);
        assertThatThrownBy(() -> copyWithUnreadable(Integer.MAX_VALUE, failure))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("a bad sector");
    }

    /** The first files of the source cannot be read. */
    private CopyResult copyWithUnreadable(int files, StorageException failure) {
        AtomicInteger opened = new AtomicInteger();
        try (CopyableDatabase from = source.config().openToCopy();
                BlobStore readable = Resources.openBlobStore(source.config());
                CopyableDatabase to = target.config().openToCopy();
                BlobStore place = Resources.openBlobStore(target.config())) {
            BlobStore failing = PortTracer.watched(readable, step -> {
                if (step.equals("before open") && opened.incrementAndGet() <= files) {
                    throw failure;
                }
            });
            CopyOptions options = new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.REFUSE, 1);
            return new StoreCopy(
                            new CopySide(from, failing, "source"),
                            new CopySide(to, place, "target"),
                            options,
                            (phase, done) -> {})
                    .run();
        }
    }

    private String key(String kind, long size) throws IOException {
        Path media = folder.resolve("source/media");
        try (var files = Files.walk(media)) {
            return files.filter(file -> file.toString().contains("/" + kind + "/")
                            && file.toFile().length() == size)
                    .map(file -> media.relativize(file).toString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A person who accepts that a file is lost or damaged need not lose the rest. */
    @Test
    void acceptedProblemsDoNotHinderASwitch() throws SQLException, IOException {
        String damaged = key("images", Samples.LIGHTHOUSE_PNG.bytes().length);
        Files.writeString(folder.resolve("source/media").resolve(damaged), "damaged");
        String lost = key("audio", Samples.NARRATION_VI_WAV.bytes().length);
        Files.delete(folder.resolve("source/media").resolve(lost));
        assertThat(switched(source.config(), target.config()).problems()).hasSize(2);

        accept("hash", damaged);
        accept("missing", lost);

        CopyResult result = switched(source.config(), target.config());
        assertThat(result.problems()).isEmpty();
        assertThat(result.switched()).isTrue();
        assertThat(target.snapshot()).isEqualTo(source.snapshot());
        assertThat(verify(source.config(), target.config()).isComplete()).isTrue();
    }

    private void accept(String problem, String key) throws SQLException {
        source.execute("INSERT INTO reelstore_marks VALUES ('default', 'image', 'x', '" + problem + "', '" + key
                + "', '2026-11-30T10:15:30.123456Z')");
    }

    /** As after a gc that was interrupted. */
    @Test
    void aDeletedFileThatTheSourceHasCollectedIsNoProblem() throws IOException {
        copy(source.config(), target.config());
        Files.delete(
                folder.resolve("source/media").resolve(key("images", Samples.HARBOUR_JPEG_NAMED_PNG.bytes().length)));

        assertThat(switched(source.config(), target.config()).switched()).isTrue();
        assertThat(verify(source.config(), target.config()).isComplete()).isTrue();
    }

    @Test
    void emptyFilesAreCopied() throws SQLException, IOException {
        String thumbnail = "projects/" + source.project() + "/images/empty.thumb.jpg";
        Files.createFile(folder.resolve("source/media").resolve(thumbnail));
        source.execute("UPDATE image_generations SET thumb_path = '" + thumbnail + "'");

        assertThat(copy(source.config(), target.config()).isComplete()).isTrue();

        assertThat(folder.resolve("target/media").resolve(thumbnail)).isEmptyFile();
        assertThat(copy(source.config(), target.config()).files().copied()).isZero();
    }

    @Test
    void aKeyThatNoBlobStoreAcceptsIsAProblem() throws SQLException {
        source.execute("UPDATE image_generations SET file_path = '../elsewhere.png'");

        CopyResult result = switched(source.config(), target.config());

        assertThat(result.switched()).isFalse();
        assertThat(result.problems())
                .singleElement()
                .asString()
                .startsWith("The file of image_generations")
                .contains("../elsewhere.png");
    }

    /** SQLite checks references only for programs that ask for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE audio_generations SET project_id = 'gone'                  | project_id
                    DELETE FROM scenes                                                | scene_id
                    UPDATE provider_job_attempts SET job_id = 'gone'                  | job_id
                    UPDATE generation_audio_tracks SET audio_generation_id = 'gone'   | audio_generation_id
                    """)
    void aReferenceToARowThatDoesNotExistIsListed(String change, String column) throws SQLException {
        source.execute("PRAGMA foreign_keys = OFF", change);

        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), CopyOptions.all(), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining(column + " refers to a row that does not exist");
        }
    }

    /** A file that got another content at its key, as final cuts do. */
    @Test
    void aFileWithTheSameSizeAndOtherContentIsCopiedAgain() throws IOException {
        copy(source.config(), target.config());
        damage(folder.resolve("target/media").resolve(key("images", Samples.LIGHTHOUSE_PNG.bytes().length)));

        assertThat(verify(source.config(), target.config()).problems())
                .singleElement()
                .asString()
                .contains("differs");
        assertThat(copy(source.config(), target.config()).files().copied()).isEqualTo(1);
        assertThat(verify(source.config(), target.config()).isEqual()).isTrue();
    }

    /** Size and time do not show it. */
    @Test
    void aFileOfTheTargetThatWasDamagedLongAfterwardsIsCopiedAgainByADeepCopy() throws IOException {
        String image = key("images", Samples.LIGHTHOUSE_PNG.bytes().length);
        Files.setLastModifiedTime(
                folder.resolve("source/media").resolve(image),
                FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        copy(source.config(), target.config());
        damage(folder.resolve("target/media").resolve(image));
        assertThat(copy(source.config(), target.config()).files().copied()).isZero();
        assertThat(verify(source.config(), target.config()).problems())
                .singleElement()
                .asString()
                .contains("differs");

        CopyOptions deep = new CopyOptions(
                CopyPart.STORE, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS, true);
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), deep, (phase, done) -> {})) {
            CopyResult result = copy.copy().runAndSwitch();
            assertThat(result.files().copied()).isEqualTo(1);
            assertThat(result.switched()).isTrue();
        }

        assertThat(verify(source.config(), target.config()).isComplete()).isTrue();
    }

    /** A deep copy would find nothing to do. */
    @Test
    void verifyNamesTheSideThatIsDamaged() throws IOException {
        copy(source.config(), target.config());
        damage(folder.resolve("source/media").resolve(key("images", Samples.LIGHTHOUSE_PNG.bytes().length)));

        CopyResult result = verify(source.config(), target.config());

        assertThat(result.isEqual()).isFalse();
        assertThat(result.problems()).singleElement().asString().contains("of the source is not the one of its row");
    }

    @Test
    void verifyChangesNothingAndFindsRowsThatDiffer() throws SQLException {
        copy(source.config(), target.config());
        source.execute("UPDATE video_projects SET title = 'Dawn'");
        StoreSnapshot before = target.snapshot();

        CopyResult result = verify(source.config(), target.config());

        assertThat(result.isEqual()).isFalse();
        assertThat(result.problems()).singleElement().asString().contains("video_projects differs");
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    void verifyComparesASourceThatHasNoStoreIdToo() throws SQLException {
        copy(source.config(), target.config());
        source.execute("DELETE FROM reelstore_identity");

        CopyResult compared = verify(source.config(), target.config());

        assertThat(compared.isComplete()).isTrue();
        assertThat(compared.switched()).isFalse();
    }

    @Test
    void theDatabaseOrTheFilesCanBeCopiedAlone() {
        CopyOptions rows =
                new CopyOptions(CopyPart.DATABASE, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), rows, (phase, done) -> {})) {
            CopyResult result = copy.copy().runAndSwitch();
            assertThat(result.switched()).isTrue();
            assertThat(result.files().copied()).isZero();
        }
        ReelstoreConfig moved = ReelstoreConfig.builder()
                .databaseUrl(target.config().databaseUrl())
                .storageUrl(source.config().storageUrl())
                .build();
        CopyOptions files =
                new CopyOptions(CopyPart.FILES, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(moved, target.config(), files, (phase, done) -> {})) {
            CopyResult result = copy.copy().runAndSwitch();
            assertThat(result.files().copied()).isPositive();
            assertThat(result.isEqual()).isTrue();
        }
        OpenCopy.reopen(target.config());
        try (Reelstore store = Reelstore.open(target.config())) {
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
            assertThat(store.maintenance().verify().problems()).isZero();
        }
    }

    @Test
    void someProfilesBecomeAnotherStore() throws SQLException {
        try (Reelstore store = Reelstore.open(source.config())) {
            Reelstore other = store.withProfile(new ProfileId("other, with comma"));
            FullStore.image(other, other.projects().create("Theirs").id(), Samples.HARBOUR_JPEG_NAMED_PNG);
        }
        CopyOptions options = new CopyOptions(
                CopyPart.STORE,
                CopiedProfiles.of(List.of(new ProfileId("other, with comma"))),
                OddValues.REFUSE,
                CopyOptions.DEFAULT_THREADS);
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), options, (phase, done) -> {})) {
            CopyResult result = copy.copy().run();
            assertThat(result.isEqual()).isTrue();
            assertThat(result.rows().total()).isEqualTo(2);
            assertThat(result.files().total()).isEqualTo(2);
        }
        assertThat(target.counts()).containsEntry("video_projects", 1L).containsEntry("provider_jobs", 0L);
        try (var from = source.config().openToCopy();
                var to = target.config().openToCopy()) {
            assertThat(to.marks().id()).isNotEqualTo(from.marks().id());
        }
    }
}
