package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.service.Drafts.Draft;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds many rows with their files: stages the files in parallel, sets refused ones aside, and writes the others in one
 * transaction.
 *
 * @param <N> what is given for a row
 * @param <R> the rows
 */
final class BulkAdd<N, R> {

    private static final System.Logger LOG = System.getLogger(BulkAdd.class.getName());

    /** More files that are forced to disk at once slow each other down. */
    private static final int FILES_AT_ONCE = 8;

    private final MediaComponents media;
    private final MediaTable<R> table;
    private final Consumer<N> requireProject;
    private final BiFunction<Drafts, N, Draft<R>> stage;
    private final Insert<N, R> insert;

    /** Writes a row. */
    @FunctionalInterface
    interface Insert<N, R> {
        R insert(GenerationWriter writer, N given, Draft<R> draft);
    }

    /** Runs work that writes rows in one transaction. */
    @FunctionalInterface
    interface Rows<R> {
        List<R> write(Function<GenerationWriter, List<R>> work);
    }

    BulkAdd(
            MediaComponents media,
            MediaTable<R> table,
            Consumer<N> requireProject,
            BiFunction<Drafts, N, Draft<R>> stage,
            Insert<N, R> insert) {
        this.media = media;
        this.table = table;
        this.requireProject = requireProject;
        this.stage = stage;
        this.insert = insert;
    }

    private record Staged<N, R>(N given, Draft<R> draft) {}

    AddedAll<R> run(List<N> given, Drafts drafts, Rows<R> transaction) {
        List<Staged<N, R>> staged = new ArrayList<>();
        List<AddedAll.Refused> refused = new ArrayList<>();
        List<R> rows = new ArrayList<>();
        try (ParallelRunner threads = new ParallelRunner("add", FILES_AT_ONCE)) {
            threads.each(indexes(given), index -> staging(drafts, given.get(index)), (index, staging) -> {
                try {
                    staged.add(new Staged<>(given.get(index), staging.valid()));
                } catch (StorageException e) {
                    refused.add(new AddedAll.Refused(index, e));
                }
            });
            List<R> written = transaction.write(writer -> staged.stream()
                    .map(one -> insert.insert(writer, one.given, one.draft))
                    .toList());
            rows.addAll(written);
            try {
                threads.each(
                        indexes(written),
                        index -> media.thumbnails().add(table, written.get(index)),
                        (index, row) -> rows.set(index, row));
            } catch (StorageException e) {
                // the rows are stored, so this call has not failed; a refresh makes the other thumbnails
                LOG.log(System.Logger.Level.WARNING, "Thumbnails of added files were not made.", e);
            }
        }
        return new AddedAll<>(rows, refused);
    }

    /** A staged row, or the reason why it was refused. */
    private record Staging<R>(
            @Nullable Draft<R> draft, @Nullable StorageException refusal) {

        /**
         * The row, whose values are valid.
         *
         * @throws StorageException the refusal
         */
        Draft<R> valid() {
            if (draft == null) {
                throw Objects.requireNonNull(refusal);
            }
            // on the calling thread, since rows may share a builder
            R unused = draft.row().apply(Instant.EPOCH);
            return draft;
        }
    }

    /** A database or blob store that is not available is no fault of this file, so that is thrown. */
    private Staging<R> staging(Drafts drafts, N given) {
        try {
            requireProject.accept(given);
            return new Staging<>(stage.apply(drafts, given), null);
        } catch (StorageException.InvalidInput | StorageException.NotFound e) {
            return new Staging<>(null, e);
        } catch (StorageException.Unavailable e) {
            if (!e.isOfSource()) {
                throw e;
            }
            return new Staging<>(null, e);
        }
    }

    private static List<Integer> indexes(List<?> list) {
        return IntStream.range(0, list.size()).boxed().toList();
    }
}
