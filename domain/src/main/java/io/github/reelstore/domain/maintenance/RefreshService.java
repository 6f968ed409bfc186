package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import io.github.reelstore.domain.service.internal.RequiredProject;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the stored files of one profile again: fills the rows with their facts, and makes the thumbnails that are missing. Each row is
 * written by itself as soon as its file has been read, so after an interruption a run over what is missing goes on where the first
 * ended. One page of rows is held at a time, whatever their number.
 */
public final class RefreshService {

    private static final int PAGE = 200;

    private final Transactions transactions;
    private final MediaFiles media;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Serves one profile. */
    public RefreshService(Transactions transactions, MediaService media, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.files();
        this.profile = profile;
        this.thumbnails = this.media.thumbnails();
    }

    /** Which rows are read again. */
    public enum Extent {
        /** All that have a file; thumbnails whose file is gone are made again. */
        ALL,
        /**
         * Those that lack a thumbnail, or a fact which their kind of file has, unless that was tried before and could not be had. A
         * thumbnail whose file is gone is not noticed by this: it takes a look at each.
         */
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
     * @param unreadable how many files are not there, cannot be read or are no media, or of rows that cannot be written; these are as they
     *     were
     * @param limitation what thumbnails could not be made here and what to do about it, a sentence
     */
    public record Refreshed(long read, long changed, long thumbnails, long unreadable, Optional<String> limitation) {}

    /**
     * Reads the files of all rows, or of those of one project, several at a time.
     *
     * @param threads how many files are read at once, 1 or more
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.Integrity if the storage bears another store's id
     * @throws StorageException.Unavailable if the database fails, or the storage does for {@value ConsecutiveFailureLimit#MOST} files in a row;
     *     what was written by then stays
     */
    public Refreshed refresh(Optional<ProjectId> project, Extent extent, int threads, Listener listener) {
        project.ifPresent(id -> transactions.readOnly(profile, tx -> RequiredProject.find(tx, id)));
        media.bind();
        AtomicLong total = new AtomicLong();
        new Rows(project, extent).each(rows -> total.addAndGet(rows.size()));
        try (ParallelRunner parallelRunner = new ParallelRunner("refresh", threads)) {
            Run run = new Run(parallelRunner, total.get(), listener);
            new Rows(project, extent).each(run::all);
            return run.result();
        }
    }

    /** The rows that are meant, page by page. */
    private final class Rows {

        private final Optional<ProjectId> project;
        private final Extent extent;

        Rows(Optional<ProjectId> project, Extent extent) {
            this.project = project;
            this.extent = extent;
        }

        void each(Consumer<List<Consumer<Run>>> page) {
            if (project.isPresent()) {
                VideoProject row = transactions.readOnly(profile, tx -> RequiredProject.find(tx, project.get()));
                page.accept(work(MediaTable.FINAL_CUTS, List.of(row)));
            } else {
                each(MediaTable.FINAL_CUTS, (tx, request) -> tx.projects().list(ProjectFilter.ALL, request), page);
            }
            GenerationFilter filter = project.map(GenerationFilter::of).orElse(GenerationFilter.ALL);
            each(MediaTable.IMAGES, (tx, request) -> tx.images().list(filter, request), page);
            each(MediaTable.AUDIO, (tx, request) -> tx.audio().list(filter, request), page);
            each(MediaTable.VIDEOS, (tx, request) -> tx.generations().list(filter, request), page);
        }

        private <R> void each(MediaTable<R> kind, Listing<R> listing, Consumer<List<Consumer<Run>>> page) {
            Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<R> rows = transactions.readOnly(profile, tx -> listing.list(tx, request));
                // outside of the transaction: reading files takes its time
                page.accept(work(kind, rows.items()));
                next = rows.next().map(request::after);
            }
        }

        private <R> List<Consumer<Run>> work(MediaTable<R> kind, List<R> rows) {
            return rows.stream()
                    .filter(row -> isMeant(kind, row))
                    .map(row -> (Consumer<Run>) run -> run.read(kind, row))
                    .toList();
        }

        private <R> boolean isMeant(MediaTable<R> kind, R row) {
            return kind.file().apply(row).isPresent()
                    && (extent == Extent.ALL || kind.lacksMetadata(row) || thumbnails.isMissing(kind, row));
        }
    }

    @FunctionalInterface
    private interface Listing<R> {
        Page<R> list(Tx tx, PageRequest page);
    }

    /** One run: what is done to each row, by whom, and what is counted. */
    private final class Run {

        private final ParallelRunner parallelRunner;
        private final long total;
        private final Listener listener;
        private final AtomicLong changed = new AtomicLong();
        private final AtomicLong drawn = new AtomicLong();
        private final AtomicLong unreadable = new AtomicLong();
        private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();
        private long done;

        Run(ParallelRunner parallelRunner, long total, Listener listener) {
            this.parallelRunner = parallelRunner;
            this.total = total;
            this.listener = listener;
        }

        /** Does one page's work, several at a time, and waits for it. */
        void all(List<Consumer<Run>> page) {
            parallelRunner.each(
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

        /** One odd row or file must not keep the others from being read. */
        <R> void read(MediaTable<R> kind, R row) {
            Optional<MetadataMerger> facts;
            try {
                facts = factsOf(kind, row);
                failures.end();
            } catch (RuntimeException e) {
                unreadable.incrementAndGet();
                failures.add(e);
                return;
            }
            facts.ifPresentOrElse(found -> write(kind, row, found), unreadable::incrementAndGet);
        }

        private <R> Optional<MetadataMerger> factsOf(MediaTable<R> kind, R row) {
            BlobKey file = kind.file().apply(row).orElseThrow();
            try {
                return media.formatOf(file)
                        .map(format -> media.metadataOf(
                                file, format, kind.kind(), kind.declared().apply(row)))
                        .map(found -> new MetadataMerger(found, Map.of()));
            } catch (StorageException.NotFound | StorageException.Corrupt e) {
                return Optional.empty();
            }
        }

        private <R> void write(MediaTable<R> kind, R row, MetadataMerger facts) {
            try {
                writeChanges(kind, row, facts)
                        .map(there -> thumbnails.make(kind, there))
                        .filter(Thumbnails.ThumbnailResult::drawn)
                        .ifPresent(thumbnailResult -> drawn.incrementAndGet());
            } catch (StorageException.Unavailable e) {
                // the database's: it would fail for every row
                throw e;
            } catch (RuntimeException e) {
                unreadable.incrementAndGet();
            }
        }

        /** The row as it is then, if it is there and has the same file. */
        private <R> Optional<R> writeChanges(MediaTable<R> kind, R row, MetadataMerger facts) {
            if (kind.difference(row, kind.filled(facts, row)).isEmpty()) {
                return Optional.of(row);
            }
            Optional<Written<R>> written = transactions.inTransaction(
                    profile, tx -> kind.current(tx, row).map(now -> written(tx, kind, now, facts)));
            written.filter(Written::changed).ifPresent(one -> changed.incrementAndGet());
            return written.map(Written::row);
        }

        private static <R> Written<R> written(Tx tx, MediaTable<R> kind, R row, MetadataMerger facts) {
            Patch<R> patch = kind.difference(row, kind.filled(facts, row));
            return patch.isEmpty()
                    ? new Written<>(row, false)
                    : new Written<>(kind.update().row(tx, row, patch), true);
        }
    }

    /** A row as it is now, and whether that is another than before. */
    private record Written<R>(R row, boolean changed) {}
}
