package io.github.reelstore.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.fault.PortTracer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing stays staged, whichever call of a port fails, and whatever it throws. */
class StagedFilesAreClosedTest {

    private static final ProfileId PROFILE = new ProfileId("studio");

    /** What the failing call throws. Only the last one is declared nowhere. */
    private enum Thrown {
        EXCEPTION(new IllegalStateException("on purpose")),
        ERROR(new AssertionError("on purpose")),
        CHECKED_EXCEPTION(new IOException("on purpose"));

        @SuppressWarnings("ImmutableEnumChecker") // is only thrown
        private final Throwable throwable;

        Thrown(Throwable throwable) {
            this.throwable = throwable;
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneakyThrow(Throwable throwable) throws E {
            throw (E) throwable;
        }
    }

    /** The calls that stage files. */
    private enum Operation {
        IMAGE(store -> store.generations.addImage(store.newImage())),
        AUDIO(store -> store.generations.addAudio(store.newAudio())),
        AUDIO_OF_A_VIDEO(store -> store.generations.addAudio(store.newAudio(), store.unfinished.id())),
        VIDEO(store -> store.generations.addVideo(store.newVideo())),
        FILE_OF_A_VIDEO(store -> store.generations.addFile(store.unfinished.id(), mp4(2))),
        FINAL_CUT(store -> store.projects.setFinalCut(store.project.id(), mp4(2))),
        PAIR(store -> store.generations.createImageAudioVideoPair(
                Optional.of(store.newImage()), Optional.of(store.newAudio()), store.newVideo())),
        PAIR_IN_A_TRANSACTION(store -> store.transactions.inTransaction(
                PROFILE,
                tx -> store.generations.createImageAudioVideoPair(
                        tx, Optional.of(store.newImage()), Optional.of(store.newAudio()), store.newVideo()))),
        REFRESH(store -> store.refresh.refresh(Optional.empty(), RefreshService.Extent.ALL, 1, (done, total) -> {})),
        REPAIR(store -> store.repair.apply(store.repair.plan(VerificationRequest.ALL, problem -> {}), 1));

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final Consumer<Store> call;

        Operation(Consumer<Store> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingStaysStagedWhicheverCallFails(Operation operation) {
        Store counted = new Store(operation);
        int steps = counted.run(operation, -1, Thrown.EXCEPTION);
        assertThat(steps).isGreaterThan(10);
        assertThat(counted.stagings.get()).isPositive();
        assertThat(counted.open).isEmpty();

        for (Thrown thrown : Thrown.values()) {
            for (int step = 1; step <= steps; step++) {
                Store store = new Store(operation);
                store.run(operation, step, thrown);
                assertThat(store.open)
                        .as("%s at step %s: %s", thrown, step, store.failed)
                        .isEmpty();
            }
        }
    }

    private static BlobSource mp4(int number) {
        return SampleMedia.source("v.mp4", SampleMedia.mp4(number));
    }

    /** A store with a project, a video without a file, an image without a thumbnail and a file without a row. */
    private static final class Store {

        private final Set<StagedBlob> open = ConcurrentHashMap.newKeySet();
        private final AtomicInteger stagings = new AtomicInteger();
        private final AtomicInteger steps = new AtomicInteger();
        private int failing = -1;
        private Thrown thrown = Thrown.EXCEPTION;
        private String failed = "none";

        private final Transactions transactions;
        private final ProjectService projects;
        private final GenerationService generations;
        private final RefreshService refresh;
        private final RepairService repair;
        private final VideoProject project;
        private final VideoGeneration unfinished;

        Store(Operation operation) {
            // files without a row are older than the clock
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
            transactions = PortTracer.watched(new InMemoryTransactions(clock), this::at);
            BlobStore files = new WatchedStore();
            BlobStore blobs = PortTracer.watched(files, step -> {
                // the caller never gets what is lost between the store and the tracer
                if (!step.equals("after stage")) {
                    at(step);
                }
            });
            IdGenerator sequence = new SequentialIds(clock);
            IdGenerator ids = () -> {
                at("id");
                return sequence.next();
            };
            MediaProbe probe = (file, format) -> {
                at("probe");
                return MediaMetadata.of(format);
            };
            Thumbnailer plain = new OneThumbnail();
            MediaService media = new MediaService(transactions, blobs, PROFILE, MediaProbe.SNIFFING, Thumbnailer.NONE);
            GenerationService without = new GenerationService(transactions, media, ids, PROFILE);
            media = new MediaService(transactions, blobs, PROFILE, probe, plain);
            projects = new ProjectService(transactions, media, ids, PROFILE);
            generations = new GenerationService(transactions, media, ids, PROFILE);
            refresh = new RefreshService(transactions, blobs, PROFILE, probe, plain);
            repair = new RepairService(transactions, blobs, PROFILE);
            project = projects.create(VideoProject.builder().title("p"));
            unfinished = generations.addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
            // a file without a row is repaired only if it is one of many
            int images = operation == Operation.REPAIR ? 10 : 1;
            for (int number = 1; number <= images; number++) {
                without.addImage(newImage(100 + number));
            }
            try (StagedBlob orphan = files.stage(SampleMedia.source("orphan", SampleMedia.png(9)))) {
                files.publish(orphan, new BlobKey("projects/" + project.id() + "/images/orphan.png"));
            }
            projects.create(VideoProject.builder().title("newer than the files"));
        }

        NewImage newImage() {
            return newImage(1);
        }

        private NewImage newImage(int number) {
            return new NewImage(
                    project.id(),
                    SampleMedia.source("i.png", SampleMedia.png(number)),
                    ImageGeneration.builder().provider("painter"));
        }

        NewAudio newAudio() {
            return new NewAudio(
                    project.id(),
                    SampleMedia.source("a.mp3", SampleMedia.mp3(1)),
                    AudioGeneration.builder().provider("speaker"));
        }

        NewGeneration newVideo() {
            return new NewGeneration(project.id(), mp4(1), VideoGeneration.builder());
        }

        /** Runs an operation that fails at a step, and returns the number of steps. */
        int run(Operation operation, int step, Thrown with) {
            steps.set(0);
            stagings.set(0);
            failing = step;
            thrown = with;
            Throwable ignored = catchThrowable(() -> operation.call.accept(this));
            if (step < 0) {
                assertThat(ignored).isNull();
            }
            return steps.get();
        }

        private void at(String step) {
            if (steps.incrementAndGet() == failing) {
                failed = step;
                Thrown.<RuntimeException>sneakyThrow(thrown.throwable);
            }
        }

        /** Makes the same thumbnail of every file. */
        private final class OneThumbnail implements Thumbnailer {

            @Override
            public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
                at("thumbnail");
                return Optional.of(new Thumbnail(MediaFormat.JPEG, SampleMedia.source("t.jpg", SampleMedia.jpeg(1))));
            }

            @Override
            public boolean supports(MediaFormat format) {
                return true;
            }
        }

        /** A blob store in memory that knows which staged blobs are open. */
        private final class WatchedStore implements BlobStore, SupportsPreUpload, SupportsStoreId {

            private final InMemoryBlobStore store = new InMemoryBlobStore();

            @Override
            public StagedBlob stage(BlobSource source) {
                StagedBlob staged = new Watched(store.stage(source));
                open.add(staged);
                stagings.incrementAndGet();
                return staged;
            }

            @Override
            public void prepare(StagedBlob staged, BlobKey key) {
                // the tracer has reported the step
            }

            @Override
            public void publish(StagedBlob staged, BlobKey key) {
                store.publish(((Watched) staged).blob, key);
            }

            @Override
            public BlobContent open(BlobKey key, ByteRange range) {
                return store.open(key, range);
            }

            @Override
            public Optional<BlobInfo> stat(BlobKey key) {
                return store.stat(key);
            }

            @Override
            public boolean delete(BlobKey key) {
                return store.delete(key);
            }

            @Override
            public Stream<BlobInfo> list(BlobPrefix prefix) {
                return store.list(prefix);
            }

            @Override
            public Optional<StoreId> storeId() {
                return store.storeId();
            }

            @Override
            public StoreId identify(StoreId id) {
                return store.identify(id);
            }

            @Override
            public void close() {
                store.close();
            }
        }

        private final class Watched implements StagedBlob {

            private final StagedBlob blob;

            Watched(StagedBlob blob) {
                this.blob = blob;
            }

            @Override
            public ContentHash hash() {
                at("hash");
                return blob.hash();
            }

            @Override
            public long size() {
                at("size");
                return blob.size();
            }

            @Override
            public BlobContent open(ByteRange range) {
                at("open staged");
                return blob.open(range);
            }

            @Override
            public void close() {
                open.remove(this);
                blob.close();
            }
        }
    }
}
