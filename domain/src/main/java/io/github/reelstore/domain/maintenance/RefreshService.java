package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the stored files of one profile again: updates the metadata in the rows, and makes missing thumbnails. Each row
 * is written in its own transaction as soon as its file has been read, so after an interruption a run with
 * {@link Extent#MISSING} continues. Only one page of rows is in memory at a time.
 */
public final class RefreshService {

    private static final int PAGE = 200;

    private final Transactions transactions;
    private final MediaComponents media;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Creates the service for one profile. */
    public RefreshService(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        this(transactions, MediaComponents.of(transactions, blobs, profile, probe, thumbnailer), profile);
    }

    RefreshService(Transactions transactions, MediaComponents media, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.profile = profile;
        this.thumbnails = media.thumbnails();
    }

    /** Which rows to refresh. */
    public enum Extent {
        /** All rows with a file. Thumbnails whose file is missing are made again. */
        ALL,
        /**
         * Rows that lack a thumbnail or metadata that their kind of file has, unless an earlier attempt failed; a
         * newer version of the thumbnailer tries again. This does not check whether the files of thumbnails exist.
         */
        MISSING
    }

    /** Receives progress, on the calling thread. */
    @FunctionalInterface
    public interface Listener {

        /** The number of files read so far, and of all files to read. */
        void at(long done, long total);
    }

    /**
     * The result of a refresh.
     *
     * @param read the number of files that were read
     * @param changed the number of rows whose metadata changed
     * @param thumbnails the number of thumbnails that were made
     * @param unreadable the number of files that are missing, unreadable or not media, or whose row cannot be written;
     *     these rows are unchanged
     * @param limitation a sentence about thumbnails that cannot be made on this machine and how to fix it; empty if
     *     there is no limit
     */
    public record Refreshed(long read, long changed, long thumbnails, long unreadable, Optional<String> limitation) {}

    /**
     * Reads the files of all rows, or of one project, in parallel.
     *
     * @param threads the number of files to read at once, 1 or more
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Integrity if the blob store has the id of another store
     * @throws StorageException.Unavailable if the database fails, or the blob store fails for
     *     {@value ConsecutiveFailureLimit#MAX} consecutive files; rows written so far stay
     */
    public Refreshed refresh(Optional<ProjectId> project, Extent extent, int threads, Listener listener) {
        project.ifPresent(id -> transactions.readOnly(profile, tx -> MediaTable.PROJECTS.require(tx, id)));
        media.identity().bind();
        AtomicLong total = new AtomicLong();
        new Rows(project, extent).each(rows -> total.addAndGet(rows.size()));
        try (ParallelRunner parallelRunner = new ParallelRunner("refresh", threads)) {
            Run run = new Run(parallelRunner, total.get(), listener);
            new Rows(project, extent).each(run::all);
            return run.result();
        }
    }

    /** The selected rows, page by page. */
    private final class Rows {

        private final Optional<ProjectId> project;
        private final Extent extent;

        Rows(Optional<ProjectId> project, Extent extent) {
            this.project = project;
            this.extent = extent;
        }

        void each(Consumer<List<Consumer<Run>>> page) {
            GenerationFilter filter = project.map(GenerationFilter::of).orElse(GenerationFilter.ALL);
            MediaTable.ALL.forEach(table -> each(table, filter, page));
        }

        private <R> void each(MediaTable<R> table, GenerationFilter filter, Consumer<List<Consumer<Run>>> page) {
            table.eachPage(transactions, profile, filter, PAGE, rows -> page.accept(work(table, rows)));
        }

        private <R> List<Consumer<Run>> work(MediaTable<R> kind, List<R> rows) {
            return rows.stream()
                    .filter(row -> isSelected(kind, row))
                    .map(row -> (Consumer<Run>) run -> run.read(kind, row))
                    .toList();
        }

        private <R> boolean isSelected(MediaTable<R> kind, R row) {
            return kind.file().get(row).isPresent()
                    && (extent == Extent.ALL || kind.lacksMetadata(row) || thumbnails.isMissing(kind, row));
        }
    }

    /** One run: processes the rows and counts the results. */
    private final class Run {

        private final ParallelRunner parallelRunner;
        private final long total;
        private final Listener listener;
        private final AtomicLong changed = new AtomicLong();
        private final AtomicLong created = new AtomicLong();
        private final AtomicLong unreadable = new AtomicLong();
        private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();
        private long done;

        Run(ParallelRunner parallelRunner, long total, Listener listener) {
            this.parallelRunner = parallelRunner;
            this.total = total;
            this.listener = listener;
        }

        /** Processes one page in parallel and waits for it. */
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
            return new Refreshed(done, changed.get(), created.get(), unreadable.get(), thumbnails.limitation());
        }

        /** A bad row or file does not stop the run. */
        <R> void read(MediaTable<R> kind, R row) {
            Optional<MetadataMerger> metadata;
            try {
                metadata = readMetadata(kind, row);
                failures.reset();
            } catch (RuntimeException e) {
                unreadable.incrementAndGet();
                failures.add(e);
                return;
            }
            metadata.ifPresentOrElse(found -> write(kind, row, found), unreadable::incrementAndGet);
        }

        private <R> Optional<MetadataMerger> readMetadata(MediaTable<R> kind, R row) {
            BlobKey file = kind.file().get(row).orElseThrow();
            try {
                return media.reader()
                        .formatOf(file, kind.headless().apply(row))
                        .map(format -> media.metadata()
                                .read(file, format, kind.kind(), kind.declared().apply(row)))
                        .map(found -> new MetadataMerger(found, Map.of()));
            } catch (StorageException.NotFound | StorageException.Corrupt e) {
                return Optional.empty();
            }
        }

        private <R> void write(MediaTable<R> kind, R row, MetadataMerger metadata) {
            try {
                writeChanges(kind, row, metadata)
                        .map(there -> thumbnails.make(kind, there))
                        .filter(Thumbnails.ThumbnailResult::created)
                        .ifPresent(thumbnailResult -> created.incrementAndGet());
            } catch (StorageException.Unavailable e) {
                // the database failed; so would every further row
                throw e;
            } catch (RuntimeException e) {
                unreadable.incrementAndGet();
            }
        }

        /** Returns the row after the change, if it exists and has the same file. */
        private <R> Optional<R> writeChanges(MediaTable<R> kind, R row, MetadataMerger metadata) {
            if (kind.difference(row, kind.filled(metadata, row)).isEmpty()) {
                return Optional.of(row);
            }
            Optional<Written<R>> written = transactions.inTransaction(
                    profile, tx -> kind.current(tx, row).map(now -> written(tx, kind, now, metadata)));
            written.filter(Written::changed).ifPresent(one -> changed.incrementAndGet());
            return written.map(Written::row);
        }

        private static <R> Written<R> written(Tx tx, MediaTable<R> kind, R row, MetadataMerger metadata) {
            Patch<R> patch = kind.difference(row, kind.filled(metadata, row));
            return new Written<>(kind.update(tx, row, patch), !patch.isEmpty());
        }
    }

    /** The current row, and whether it was changed. */
    private record Written<R>(R row, boolean changed) {}
}
