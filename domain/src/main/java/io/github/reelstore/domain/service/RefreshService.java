package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.media.OutputFormat;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.GenerationFilter;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.ProjectFilter;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the stored files of one profile again: fills the rows with their facts, and makes the thumbnails that are missing. Each row is
 * written by itself as soon as its file has been read, so after an interruption a run over what is missing goes on where the first
 * ended. One page of rows is held at a time, whatever their number.
 */
public final class RefreshService {

    private static final int PAGE = 200;

    private static final List<Field<ImageGeneration, ?>> IMAGE_FACTS =
            List.of(ImageField.WIDTH, ImageField.HEIGHT, ImageField.META);

    private static final List<Field<AudioGeneration, ?>> AUDIO_FACTS = List.of(
            AudioField.FORMAT,
            AudioField.DURATION_MS,
            AudioField.DURATION_SECONDS,
            AudioField.SAMPLE_RATE,
            AudioField.CHANNELS,
            AudioField.BITRATE,
            AudioField.META);

    private final Transactions transactions;
    private final MediaService media;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Serves one profile. */
    public RefreshService(Transactions transactions, MediaService media, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.profile = profile;
        this.thumbnails = media.thumbnails();
    }

    /** Which rows are read again. */
    public enum Extent {
        /** All that have a file. */
        ALL,
        /** Those that lack a fact which their kind of file has, or a thumbnail. */
        MISSING
    }

    /** Is told how far it has come, by the thread that asked for it. */
    @FunctionalInterface
    public interface Listener {

        /** So many files of so many have been read. */
        void at(long done, long total);
    }

    /**
     * What came of it.
     *
     * @param read how many files were read
     * @param changed how many rows have other facts than before
     * @param thumbnails how many got a thumbnail
     * @param unreadable how many files are not there or no media, and their rows are as they were
     * @param limitation what thumbnails could not be made here and what to do about it, a sentence
     */
    public record Refreshed(long read, long changed, long thumbnails, long unreadable, Optional<String> limitation) {}

    /**
     * Reads the files of all rows, or of those of one project, several at a time.
     *
     * @param threads how many files are read at once, 1 or more
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.Unavailable if database or storage fail; what was written by then stays
     */
    public Refreshed refresh(Optional<ProjectId> project, Extent extent, int threads, Listener listener) {
        project.ifPresent(id -> transactions.readOnly(profile, tx -> ProjectService.require(tx, id)));
        AtomicLong total = new AtomicLong();
        new Rows(project, extent).each(rows -> total.addAndGet(rows.size()));
        try (Workers workers = new Workers("refresh", threads)) {
            Run run = new Run(workers, total.get(), listener);
            new Rows(project, extent).each(run::all);
            return run.result();
        }
    }

    /** The rows that are meant, page by page. */
    private final class Rows {

        private final Optional<ProjectId> project;
        private final Extent extent;
        private final Work work = new Work();

        Rows(Optional<ProjectId> project, Extent extent) {
            this.project = project;
            this.extent = extent;
        }

        void each(Consumer<List<Consumer<Run>>> page) {
            if (project.isPresent()) {
                VideoProject row = transactions.readOnly(profile, tx -> ProjectService.require(tx, project.get()));
                page.accept(Stream.of(row)
                        .filter(meant(RefreshService::lacks, VideoProject::videoPath))
                        .map(one -> (Consumer<Run>) run -> work.finalCut(one, run))
                        .toList());
            } else {
                each(
                        (tx, request) -> tx.projects().list(ProjectFilter.ALL, request),
                        meant(RefreshService::lacks, VideoProject::videoPath),
                        work::finalCut,
                        page);
            }
            GenerationFilter filter = project.map(GenerationFilter::of).orElse(GenerationFilter.ALL);
            each(
                    (tx, request) -> tx.images().list(filter, request),
                    meant(RefreshService::lacks, image -> Optional.of(image.filePath())),
                    work::image,
                    page);
            each(
                    (tx, request) -> tx.audio().list(filter, request),
                    meant(RefreshService::lacks, audio -> Optional.of(audio.filePath())),
                    work::audio,
                    page);
            each(
                    (tx, request) -> tx.generations().list(filter, request),
                    meant(RefreshService::lacks, VideoGeneration::filePath),
                    work::clip,
                    page);
        }

        private <R> Predicate<R> meant(Predicate<R> lacks, Function<R, Optional<BlobKey>> file) {
            return row -> file.apply(row).isPresent() && (extent == Extent.ALL || lacks.test(row));
        }

        private <R> void each(
                Listing<R> listing, Predicate<R> meant, BiConsumer<R, Run> work, Consumer<List<Consumer<Run>>> page) {
            Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<R> rows = transactions.readOnly(profile, tx -> listing.list(tx, request));
                // outside of the transaction: reading files takes its time
                page.accept(rows.items().stream()
                        .filter(meant)
                        .map(row -> (Consumer<Run>) run -> work.accept(row, run))
                        .toList());
                next = rows.next().map(request::after);
            }
        }
    }

    @FunctionalInterface
    private interface Listing<R> {
        Page<R> list(Tx tx, PageRequest page);
    }

    private static boolean lacks(VideoProject project) {
        return project.durationMs().isEmpty() || project.thumbPath().isEmpty();
    }

    private static boolean lacks(ImageGeneration image) {
        return image.width().isEmpty()
                || image.height().isEmpty()
                || image.thumbPath().isEmpty();
    }

    private static boolean lacks(AudioGeneration audio) {
        return audio.durationMs().isEmpty()
                || audio.durationSeconds().isEmpty()
                || audio.sampleRate().isEmpty()
                || audio.channels().isEmpty();
    }

    private static boolean lacks(VideoGeneration clip) {
        return clip.durationMs().isEmpty()
                || clip.width().isEmpty()
                || clip.height().isEmpty()
                || clip.thumbPath().isEmpty();
    }

    /** One run: what is counted, and by whom the work is done. */
    private final class Run {

        private final Workers workers;
        private final long total;
        private final Listener listener;
        private final AtomicLong changed = new AtomicLong();
        private final AtomicLong drawn = new AtomicLong();
        private final AtomicLong unreadable = new AtomicLong();
        private long done;

        Run(Workers workers, long total, Listener listener) {
            this.workers = workers;
            this.total = total;
            this.listener = listener;
        }

        /** Does one page's work, several at a time, and waits for it. */
        void all(List<Consumer<Run>> page) {
            workers.each(
                    page,
                    work -> {
                        work.accept(this);
                        return true;
                    },
                    (work, ended) -> {
                        done++;
                        listener.at(done, Math.max(done, total));
                    });
        }

        Refreshed result() {
            return new Refreshed(done, changed.get(), drawn.get(), unreadable.get(), media.limitation());
        }
    }

    /** What is done to rows of each kind. */
    private final class Work {

        void image(ImageGeneration image, Run run) {
            facts(image.filePath(), run)
                    .ifPresent(facts -> write(
                                    run,
                                    tx -> tx.images()
                                            .find(image.id())
                                            .filter(now -> now.filePath().equals(image.filePath()))
                                            .map(now -> {
                                                Patch<ImageGeneration> patch =
                                                        RowFacts.difference(now, facts.fill(now), IMAGE_FACTS);
                                                ImageGeneration after =
                                                        tx.images().update(now.id(), patch);
                                                return new Written<>(after, !patch.isEmpty());
                                            }))
                            .ifPresent(now -> count(
                                    run,
                                    now.thumbPath(),
                                    thumbnails.addToImage(now).thumbPath())));
        }

        void audio(AudioGeneration audio, Run run) {
            facts(audio, run)
                    .ifPresent(facts -> write(
                            run,
                            tx -> tx.audio()
                                    .find(audio.id())
                                    .filter(now -> now.filePath().equals(audio.filePath()))
                                    .map(now -> {
                                        Patch<AudioGeneration> patch =
                                                RowFacts.difference(now, facts.fill(now), AUDIO_FACTS);
                                        return new Written<>(tx.audio().update(now.id(), patch), !patch.isEmpty());
                                    })));
        }

        void clip(VideoGeneration clip, Run run) {
            facts(clip.filePath().orElseThrow(), run)
                    .ifPresent(facts -> write(
                                    run,
                                    tx -> tx.generations()
                                            .find(clip.id())
                                            .filter(now -> now.filePath().equals(clip.filePath()))
                                            .map(now -> {
                                                Patch<VideoGeneration> patch = RowFacts.difference(
                                                        now, facts.fill(now), GenerationWriter.CLIP_FACTS);
                                                return new Written<>(
                                                        tx.generations().update(now.id(), patch), !patch.isEmpty());
                                            }))
                            .ifPresent(now -> count(
                                    run,
                                    now.thumbPath(),
                                    thumbnails.addToClip(now).thumbPath())));
        }

        void finalCut(VideoProject project, Run run) {
            facts(project.videoPath().orElseThrow(), run)
                    .ifPresent(facts -> write(
                                    run,
                                    tx -> tx.projects()
                                            .find(project.id())
                                            .filter(now -> now.videoPath().equals(project.videoPath()))
                                            .map(now -> {
                                                Patch<VideoProject> patch = RowFacts.difference(
                                                        now, facts.fill(now), ProjectService.CUT_FACTS);
                                                return new Written<>(
                                                        tx.projects().update(now.id(), patch), !patch.isEmpty());
                                            }))
                            .ifPresent(now -> count(
                                    run,
                                    now.thumbPath(),
                                    thumbnails.addToFinalCut(now).thumbPath())));
        }

        private void count(Run run, Optional<BlobKey> before, Optional<BlobKey> after) {
            if (!before.equals(after)) {
                run.drawn.incrementAndGet();
            }
        }

        private <R> Optional<R> write(Run run, Transactions.Work<Optional<Written<R>>, RuntimeException> work) {
            Optional<Written<R>> written = transactions.inTransaction(profile, work);
            if (written.filter(Written::changed).isPresent()) {
                run.changed.incrementAndGet();
            }
            return written.map(Written::row);
        }

        private Optional<RowFacts> facts(BlobKey file, Run run) {
            return read(file, run, format -> Optional.of(media.factsOf(file, format)));
        }

        /** Sound without a header is what the row says that it is. */
        private Optional<RowFacts> facts(AudioGeneration audio, Run run) {
            BlobKey file = audio.filePath();
            return read(
                    file,
                    run,
                    format -> format.isHeadless()
                            ? audio.sampleRate()
                                    .map(hertz -> new OutputFormat(format.extension(), hertz, Optional.empty())
                                            .factsOf(media.bytesOf(file).size()))
                            : Optional.of(media.factsOf(file, format)));
        }

        private Optional<RowFacts> read(BlobKey file, Run run, Function<MediaFormat, Optional<MediaFacts>> reading) {
            Optional<MediaFacts> facts;
            try {
                facts = media.formatOf(file).flatMap(reading);
            } catch (StorageException.NotFound | StorageException.Corrupt e) {
                facts = Optional.empty();
            }
            if (facts.isEmpty()) {
                run.unreadable.incrementAndGet();
            }
            return facts.map(found -> new RowFacts(found, Map.of()));
        }
    }

    /** A row as it is now, and whether that is another than before. */
    private record Written<R>(R row, boolean changed) {}
}
