package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.TestClock;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base of the parts of {@link ServicesContract}: the services over the backends under test, and short ways to use them.
 */
abstract class ServicesFixture {

    final TestClock clock = new TestClock(SampleRows.START);
    private Transactions transactions = new InMemoryTransactions(clock);
    private WatchedBlobStore blobs = new WatchedBlobStore(new InMemoryBlobStore());
    private Services alice = new Services(transactions, blobs, new SequentialIds(clock), SampleRows.ALICE);
    private Services bob = alice;

    /**
     * Opens a fresh, empty database whose transactions take their time from the clock. Called once for each test; the
     * contract closes the database.
     */
    protected abstract Transactions openDatabase(Clock clock);

    /** Opens a fresh, empty blob store. Called once for each test; the contract closes the store. */
    protected abstract BlobStore openStore();

    /** Makes the id generator of the services; {@link SequentialIds} unless overridden. */
    protected IdGenerator newIds(Clock clock) {
        return new SequentialIds(clock);
    }

    @BeforeEach
    void openBackends() {
        transactions = openDatabase(clock);
        blobs = new WatchedBlobStore(openStore());
        IdGenerator ids = newIds(clock);
        alice = new Services(transactions, blobs, ids, SampleRows.ALICE);
        bob = new Services(transactions, blobs, ids, SampleRows.BOB);
    }

    @AfterEach
    void closeBackends() {
        assertThat(blobs.stagedCount()).as("files left staged").isZero();
        blobs.close();
        transactions.close();
    }

    /** The services of one profile. */
    record Services(ProfileId profile, MediaService media, ProjectService projects, GenerationService generations) {

        Services(Transactions transactions, BlobStore blobs, IdGenerator ids, ProfileId profile) {
            this(profile, transactions, new MediaService(transactions, blobs, profile), ids);
        }

        private Services(ProfileId profile, Transactions transactions, MediaService media, IdGenerator ids) {
            this(
                    profile,
                    media,
                    new ProjectService(transactions, media, ids, profile),
                    new GenerationService(transactions, media, ids, profile));
        }

        VideoProject newProject(String title) {
            return projects.create(VideoProject.builder().title(title));
        }
    }

    final Transactions transactions() {
        return transactions;
    }

    final BlobStore blobs() {
        return blobs;
    }

    /** Returns what was done with staged files, in order. */
    final List<WatchedBlobStore.StepOfKey> steps() {
        return blobs.steps();
    }

    /** Returns the services of the profile that owns the tests' rows. */
    final Services alice() {
        return alice;
    }

    /** Returns the services of another profile. */
    final Services bob() {
        return bob;
    }

    static BlobSource png(int number) {
        return SampleMedia.source("image " + number + ".png", SampleMedia.png(number));
    }

    static BlobSource mp3(int number) {
        return SampleMedia.source("audio " + number + ".mp3", SampleMedia.mp3(number));
    }

    static BlobSource mp4(int number) {
        return SampleMedia.source("video " + number + ".mp4", SampleMedia.mp4(number));
    }

    static NewImage newImage(VideoProject project, BlobSource file) {
        return new NewImage(
                project.id(),
                file,
                ImageGeneration.builder().provider("painter").prompt("a lake"));
    }

    static NewAudio newAudio(VideoProject project, BlobSource file, @Nullable String language) {
        return new NewAudio(
                project.id(),
                file,
                AudioGeneration.builder()
                        .provider("speaker")
                        .text("hello")
                        .language(language == null ? null : LanguageTag.of(language)));
    }

    static NewGeneration newVideo(VideoProject project) {
        return new NewGeneration(project.id(), VideoGeneration.builder().prompt("a wave"));
    }

    static NewGeneration newVideo(VideoProject project, BlobSource file) {
        return new NewGeneration(project.id(), file, VideoGeneration.builder().prompt("a wave"));
    }

    final byte[] bytesOf(BlobKey key) {
        try (BlobContent content = blobs.open(key, ByteRange.ALL)) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + key, e);
        }
    }

    static ContentHash hashOf(byte[] bytes) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        return ContentHash.of(digest);
    }

    /** Stores bytes without a row, as a crashed process or a damaged disk leaves them. */
    final void putFile(BlobKey key, byte[] bytes) {
        try (StagedBlob staged = blobs.stage(SampleMedia.source("left", bytes))) {
            blobs.publish(staged, key);
        }
    }

    final List<BlobKey> files() {
        try (Stream<BlobInfo> infos = blobs.list(BlobPrefix.ALL)) {
            return infos.map(BlobInfo::key).sorted().toList();
        }
    }

    final List<BlobKey> tombstoneKeys() {
        return rows(SampleRows.ALICE).tombstones().stream().map(Tombstone::key).toList();
    }

    /** Everything that a database has of one profile. */
    record Contents(
            List<VideoProject> projects,
            List<VideoGeneration> generations,
            List<ImageGeneration> images,
            List<AudioGeneration> audio,
            List<Tombstone> tombstones) {}

    final Contents rows(ProfileId profile) {
        PageRequest all = PageRequest.first(PageRequest.MAX_LIMIT);
        return transactions.readOnly(
                profile,
                tx -> new Contents(
                        tx.projects().list(ProjectFilter.ALL, all).items(),
                        tx.generations().list(GenerationFilter.ALL, all).items(),
                        tx.images().list(GenerationFilter.ALL, all).items(),
                        tx.audio().list(GenerationFilter.ALL, all).items(),
                        tx.references().tombstones(all).items()));
    }

    /** Asserts that the call is refused and changes neither rows nor files. */
    final StorageException assertRefused(Class<? extends StorageException> reason, Runnable call) {
        List<BlobKey> before = files();
        StorageException exception = assertRefusedIgnoringFiles(reason, call);
        assertThat(files()).isEqualTo(before);
        return exception;
    }

    /** Like {@link #assertRefused}, for a call that may leave files without rows. */
    final StorageException assertRefusedIgnoringFiles(Class<? extends StorageException> reason, Runnable call) {
        List<Contents> before = List.of(rows(SampleRows.ALICE), rows(SampleRows.BOB));
        StorageException exception = catchThrowableOfType(StorageException.class, call::run);
        assertThat(exception).isInstanceOf(reason);
        assertThat(List.of(rows(SampleRows.ALICE), rows(SampleRows.BOB))).isEqualTo(before);
        assertThat(blobs.stagedCount()).isZero();
        return exception;
    }

    static <T> Optional<T> some(T value) {
        return Optional.of(value);
    }

    static <T> Optional<T> none() {
        return Optional.empty();
    }
}
