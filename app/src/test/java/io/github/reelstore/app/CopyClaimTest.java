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
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.service.NewImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which run may write to a copy, and which of source and copy can be written to, whatever happens between two steps. */
class CopyClaimTest {

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
        target = another("target");
    }

    private FullStore another(String name) throws IOException {
        return new FullStore(Files.createDirectory(folder.resolve(name)));
    }

    /** Does something once, when a phase is reported for the nth time. */
    private static CopyListener at(Phase phase, int time, Runnable work) {
        return new CopyListener() {
            private int times;

            @Override
            public void at(Phase reported, long done) {
                if (reported == phase && ++times == time) {
                    work.run();
                }
            }
        };
    }

    private static CopyOptions part(CopyPart part) {
        return new CopyOptions(part, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
    }

    private OpenCopy open(FullStore to, CopyOptions options, CopyListener listener) {
        return OpenCopy.of(source.config(), to.config(), options, listener);
    }

    private static boolean isWritable(ReelstoreConfig config) {
        try (Reelstore store = Reelstore.open(config)) {
            store.projects().create("another");
            return true;
        } catch (StorageException.ReadOnly e) {
            return false;
        }
    }

    private void switchAndWrite() {
        StoreCopyTest.switched(source.config(), target.config());
        try (Reelstore store = Reelstore.open(target.config())) {
            addImage(
                    store,
                    store.projects().create("in the copy, which is in use").id());
        }
    }

    /** Adds an image whose content no other has. */
    private BlobKey addImage(Reelstore store, ProjectId project) {
        byte[] more = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        BlobSource file = BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder, "new.png", more));
        return store.generations()
                .addImage(new NewImage(project, file, ImageGeneration.builder().provider("p")))
                .filePath();
    }

    private void assertWhatWasWrittenSinceIsThere() {
        try (Reelstore store = Reelstore.open(target.config())) {
            assertThat(store.maintenance().verify().problems()).isZero();
        }
        assertThat(target.snapshot().rows().toString()).contains("in the copy, which is in use");
    }

    @Test
    void aRunThatWasOvertakenByASwitchDeletesNoRow() {
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.ROWS, 1, this::switchAndWrite))) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("Another copy to the same target");
        }
        assertWhatWasWrittenSinceIsThere();
    }

    @Test
    void aRunThatWasOvertakenByASwitchRemovesNoFile() {
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.FILES, 1, this::switchAndWrite))) {
            assertThatThrownBy(() -> copy.copy().run()).isInstanceOf(StorageException.Conflict.class);
        }
        assertWhatWasWrittenSinceIsThere();
    }

    @Test
    void anOvertakenSwitchIsNotCompleted() {
        Runnable secondRun = () -> StoreCopyTest.copy(source.config(), target.config());
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.MARKING, 2, secondRun))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch()).isInstanceOf(StorageException.Conflict.class);
        }
        assertThat(isWritable(target.config())).isFalse();
        assertThat(isWritable(source.config()))
                .as("the second run does not switch")
                .isTrue();
        assertThat(StoreCopyTest.switched(source.config(), target.config()).switched())
                .isTrue();
    }

    private ReelstoreConfig newPlace(CopyPart part) {
        return ReelstoreConfig.builder()
                .databaseUrl((part == CopyPart.FILES ? source : target).config().databaseUrl())
                .storageUrl(
                        (part == CopyPart.DATABASE ? source : target).config().storageUrl())
                .build();
    }

    private void switchAgain(CopyPart part) {
        try (OpenCopy copy = open(target, part(part), (phase, done) -> {})) {
            assertThat(copy.copy().runAndSwitch().switched()).isTrue();
        }
    }

    /** The second run overtakes the first when that has no more to write. */
    @Test
    void aSwitchOfTheDatabaseThatWasOvertakenByAnotherLeavesTheSourceMarked() {
        Runnable switchAndWrite = () -> {
            switchAgain(CopyPart.DATABASE);
            assertThat(isWritable(newPlace(CopyPart.DATABASE))).isTrue();
        };
        int last = 2 * CopiedTable.ALL.size();
        try (OpenCopy copy = open(target, part(CopyPart.DATABASE), at(Phase.ROWS, last, switchAndWrite))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("the target is in use now");
        }
        assertThat(isWritable(source.config())).isFalse();
        assertThat(isWritable(newPlace(CopyPart.DATABASE))).isTrue();
    }

    @Test
    void aSwitchOfTheFilesThatWasOvertakenByAnotherLeavesTheDatabaseMarked() {
        Runnable switchAndLose = () -> {
            switchAgain(CopyPart.FILES);
            // its row has no hash, so that the last pass looks for it
            deleteAThumbnail(folder.resolve("source/media"));
        };
        try (OpenCopy copy = open(target, part(CopyPart.FILES), at(Phase.MARKING, 2, switchAndLose))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("another copy of it has begun");
        }
        assertThat(isWritable(source.config())).isFalse();
    }

    private static void deleteAThumbnail(Path media) {
        try (Stream<Path> files = Files.walk(media)) {
            Files.delete(files.filter(file -> file.toString().contains(".thumb."))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSwitchTakesTheMarkOfTheRunThatItOvertook() {
        AtomicReference<OpenCopy> second = new AtomicReference<>();
        Runnable finishSecond = () -> assertThat(Objects.requireNonNull(second.get())
                        .copy()
                        .runAndSwitch()
                        .switched())
                .isTrue();
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.MARKING, 2, finishSecond));
                OpenCopy other = open(target, CopyOptions.all(), (phase, done) -> {})) {
            second.set(other);
            assertThatThrownBy(() -> copy.copy().runAndSwitch()).isInstanceOf(StorageException.Conflict.class);
        }
        assertThat(isWritable(source.config())).isFalse();
        assertThat(isWritable(target.config())).isTrue();
    }

    /** A copy of the files alone has no database of its own that could say who uses them. */
    @Test
    void aCopyOfTheFilesAloneRemovesNothing() throws IOException {
        try (OpenCopy copy = open(target, part(CopyPart.FILES), (phase, done) -> {})) {
            copy.copy().run();
        }
        Path unknown = folder.resolve("target/media/projects/p/images/new.png");
        Files.createDirectories(unknown.resolveSibling("x"));
        Files.writeString(unknown, "of another database");
        try (OpenCopy copy = open(target, part(CopyPart.FILES), (phase, done) -> {})) {
            assertThat(copy.copy().runAndSwitch().files().removed()).isZero();
        }
        assertThat(unknown).exists();
    }

    @Test
    void aStoreIsMovedToOneOfTwoTargets() throws IOException {
        FullStore other = another("other");
        Runnable switchToOther = () -> StoreCopyTest.switched(source.config(), other.config());
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.FILES, 1, switchToOther))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("was moved to " + other.config().databaseUrl());
        }
        assertThat(isWritable(other.config())).isTrue();
        assertThat(isWritable(source.config())).isFalse();
        assertThat(isWritable(target.config())).isFalse();
    }

    @Test
    void anInterruptedSwitchIsFinishedOrGivenUp() throws IOException {
        interruptedSwitch();
        assertThat(isWritable(source.config())).isFalse();
        assertThat(isWritable(target.config())).isFalse();
        FullStore other = another("other");
        assertThatThrownBy(() -> StoreCopyTest.switched(source.config(), other.config()))
                .as("to another target")
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("finish that switch");
        assertThat(StoreCopyTest.copy(source.config(), target.config()).isEqual())
                .isTrue();

        OpenCopy.reopen(source.config());
        assertThat(isWritable(source.config())).isTrue();
        assertThat(isWritable(target.config())).isFalse();

        CopyResult switched = StoreCopyTest.switched(source.config(), target.config());
        assertThat(switched.rows().inserted()).isEqualTo(1);
        assertThat(isWritable(target.config())).isTrue();
        assertThat(isWritable(source.config())).isFalse();
    }

    private void interruptedSwitch() {
        // not an exception, after which the source would be in use again
        Error interruption = new AssertionError("killed");
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.MARKING, 2, () -> {
            throw interruption;
        }))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch()).isSameAs(interruption);
        }
    }

    @Test
    void onlyACompletedSwitchIsKnownAsSuch() throws IOException {
        assertThat(switchedTo()).isEmpty();
        interruptedSwitch();
        assertThat(switchedTo()).isEmpty();
        switchAndWrite();
        assertThat(switchedTo())
                .hasValueSatisfying(place -> assertThat(place)
                        .contains(target.config().databaseUrl(), target.config().storageUrl()));

        Files.delete(FullStore.file(folder.resolve("target")));
        assertThat(switchedTo()).as("a new database in the same place").isEmpty();
        assertThatThrownBy(() -> StoreCopyTest.switched(source.config(), target.config()))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("was moved to");
    }

    private Optional<String> switchedTo() {
        try (OpenCopy copy = open(target, CopyOptions.all(), (phase, done) -> {})) {
            return copy.copy().switchedTo();
        }
    }

    @Test
    void aSourceThatWasReopenedDuringTheSwitchStaysTheStore() {
        Runnable reopen = () -> OpenCopy.reopen(source.config());
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.MARKING, 2, reopen))) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("was reopened");
        }
        assertThat(isWritable(source.config())).isTrue();
        assertThat(isWritable(target.config())).isFalse();
    }

    @Test
    void ifAFileIsDamagedDuringTheSwitchTheSourceStaysInUse() {
        Runnable writeAndDamage = () -> {
            try (Reelstore store = Reelstore.open(source.config())) {
                BlobKey key = addImage(store, source.project());
                Files.writeString(folder.resolve("source/media/" + key), "damaged");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.REMOVING, 1, writeAndDamage))) {
            CopyResult result = copy.copy().runAndSwitch();
            assertThat(result.switched()).isFalse();
            assertThat(result.problems()).isNotEmpty();
        }
        assertThat(isWritable(source.config())).isTrue();
        assertThat(isWritable(target.config())).isFalse();
    }

    /** The database that uses them may be another than the one that was named by mistake. */
    @Test
    void filesOfTheStoreThatAnotherDatabaseMayUseAreRefusedAsTarget() {
        switchAndWrite();
        OpenCopy.reopen(source.config());
        ReelstoreConfig newDatabase = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + folder.resolve("new.db"))
                .storageUrl(target.config().storageUrl())
                .build();

        assertThatThrownBy(() -> StoreCopyTest.copy(source.config(), newDatabase))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("the target database is new");

        assertWhatWasWrittenSinceIsThere();
    }

    @Test
    void theSameDatabaseUnderAnotherNameIsRefusedAndStaysWritable() throws IOException {
        FullStore empty = another("empty");
        Reelstore.open(empty.config()).close();
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("empty"));
        ReelstoreConfig sameDatabase = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + link.resolve("reels.db"))
                .storageUrl(target.config().storageUrl())
                .build();

        assertThatThrownBy(() -> StoreCopyTest.copy(empty.config(), sameDatabase))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("are the same");

        assertThat(isWritable(empty.config())).isTrue();
        assertThatThrownBy(() -> StoreCopyTest.copy(
                        source.config(),
                        ReelstoreConfig.builder()
                                .databaseUrl(source.config().databaseUrl())
                                .storageUrl(target.config().storageUrl())
                                .build()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("same database");
    }

    @Test
    void theSameFilesUnderAnotherNameAreRefusedBeforeTheDatabaseIsMarked() throws IOException {
        FullStore empty = another("empty");
        Reelstore.open(empty.config()).close();
        Files.createDirectories(folder.resolve("empty/media"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("empty/media"));
        ReelstoreConfig sameFiles = ReelstoreConfig.builder()
                .databaseUrl(target.config().databaseUrl())
                .storageUrl("file:" + link)
                .build();

        assertThatThrownBy(() -> StoreCopyTest.copy(empty.config(), sameFiles))
                .isInstanceOf(StorageException.Conflict.class)
                .hasMessageContaining("are the same place");

        assertThat(isWritable(target.config())).isTrue();
    }

    private static CopyOptions profiles(String... names) {
        return new CopyOptions(
                CopyPart.STORE,
                CopiedProfiles.of(Stream.of(names).map(ProfileId::new).toList()),
                OddValues.REFUSE,
                CopyOptions.DEFAULT_THREADS);
    }

    @Test
    void profilesWithoutRowsAreRefused() {
        try (OpenCopy copy = open(target, profiles("default", "tpyo"), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.NotFound.class)
                    .hasMessageContaining("\"tpyo\"");
        }
    }

    @Test
    void aSwitchLeavesNoProfileBehind() {
        try (OpenCopy copy = open(target, profiles("default"), (phase, done) -> {})) {
            assertThat(copy.copy().runAndSwitch().switched())
                    .as("the only profile")
                    .isTrue();
        }
        OpenCopy.reopen(source.config());
        try (Reelstore store = Reelstore.open(source.config())) {
            store.withProfile(new ProfileId("other")).projects().create("Theirs");
        }
        try (OpenCopy copy =
                OpenCopy.of(source.config(), newTarget().config(), profiles("default"), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().runAndSwitch())
                    .isInstanceOf(StorageException.Conflict.class)
                    .hasMessageContaining("\"other\"");
        }
        assertThat(isWritable(source.config())).isTrue();
    }

    private FullStore newTarget() {
        try {
            return another("new");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aValueThatWasWrittenMeanwhileIsRefusedToo() throws SQLException {
        Runnable write = () -> {
            try {
                source.execute("UPDATE video_projects SET description = 'a' || char(0) || 'b'");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
        for (int mark : new int[] {1, 2}) {
            try (OpenCopy copy = open(target, CopyOptions.all(), at(Phase.MARKING, mark, write))) {
                assertThatThrownBy(() -> copy.copy().runAndSwitch())
                        .isInstanceOf(StorageException.InvalidInput.class)
                        .hasMessageContaining("written meanwhile");
                assertThat(copy.copy().oddValues()).hasSize(1);
            }
            assertThat(isWritable(source.config())).isTrue();
            source.execute("UPDATE video_projects SET description = NULL");
        }
    }

    /** Writers go on while the store is copied. */
    @Test
    void whatIsWrittenDuringTheCopyIsCopiedByTheNextRun() {
        Runnable write = () -> {
            try (Reelstore store = Reelstore.open(source.config())) {
                addImage(store, source.project());
            }
        };
        for (Phase phase : List.of(Phase.ROWS, Phase.FILES, Phase.REMOVING)) {
            try (OpenCopy copy = open(target, CopyOptions.all(), at(phase, 1, write))) {
                assertThat(copy.copy().run().problems()).isEmpty();
            }
        }
        CopyResult last = StoreCopyTest.copy(source.config(), target.config());
        assertThat(last.isComplete()).isTrue();
        assertThat(target.snapshot()).isEqualTo(source.snapshot());
    }
}
