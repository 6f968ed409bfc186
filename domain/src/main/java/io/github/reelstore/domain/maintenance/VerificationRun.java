package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.FileCheck.FileProblem;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One verification of the rows and files of a profile: page by page, with the files of a page in parallel. */
final class VerificationRun {

    /** Rows per page; each page takes three statements. */
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final VerificationRequest request;
    private final VerificationService.Listener listener;
    private final FileCheck fileCheck;
    private final Optional<String> mismatch;
    private final Instant startedAt;
    private Set<InvalidValue> invalidBefore = Set.of();
    private long rows;
    private long files;
    private long problems;
    private long marked;
    private long afterBackup;
    private FilesWithoutRows.@Nullable Count orphanCount;

    /**
     * @param mismatch the reason why the blob store does not belong to the database; empty if it does
     */
    VerificationRun(
            Transactions transactions,
            BlobStore blobs,
            ProfileId profile,
            VerificationRequest request,
            VerificationService.Listener listener,
            Optional<String> mismatch) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.request = request;
        this.listener = listener;
        this.mismatch = mismatch;
        this.fileCheck = new FileCheck(blobs, request.depth());
        this.startedAt = transactions.readOnly(profile, Tx::now);
    }

    /**
     * A row and the files that it refers to.
     *
     * @param ref the row
     * @param files the files in the store, with their size and hash in the row
     * @param thumbnail the thumbnail that the store made; empty if it made no thumbnail
     * @param outside the path of a file outside the store; empty if the file is in the store
     */
    private record Subject(RowRef ref, List<StoredBlob> files, Optional<BlobKey> thumbnail, Optional<String> outside) {

        static <R> Subject of(MediaTable<R> table, R row) {
            Optional<StoredBlob> file = table.storedIn(row);
            Optional<BlobKey> thumbnail = table.thumbnail().flatMap(column -> column.get(row));
            Optional<BlobKey> generated = thumbnail.filter(key ->
                    file.filter(one -> MediaKeys.isThumbnail(key, one.key())).isPresent());
            // a custom thumbnail is checked like any other file
            Optional<StoredBlob> custom = generated.isPresent()
                    ? Optional.empty()
                    : thumbnail.map(key -> new StoredBlob(key, Optional.empty(), Optional.empty()));
            return new Subject(
                    new RowRef(table.type(), table.idOf(row)),
                    Stream.concat(file.stream(), custom.stream()).toList(),
                    generated,
                    row instanceof VideoGeneration video ? outside(video) : Optional.empty());
        }

        private static Optional<String> outside(VideoGeneration video) {
            return video.filePath().isPresent()
                    ? Optional.empty()
                    : video.videoPath().filter(path -> !path.isEmpty());
        }
    }

    /** The data of a page of rows. */
    private record PageData(
            List<Subject> subjects, List<MissingRow> missing, List<InvalidValue> hidden, Set<RowMark> marks) {}

    Verification all() {
        mismatch.ifPresent(reason -> report(
                new Problem(Kind.STORE, Optional.empty(), Optional.empty(), "storage", Optional.empty(), reason),
                Set.of()));
        GenerationFilter filter = new GenerationFilter(
                request.project(),
                Optional.empty(),
                Optional.empty(),
                new TimeRange(request.since(), Optional.empty()));
        try (ParallelRunner parallelRunner = new ParallelRunner("verify", request.threads())) {
            MediaTable.ALL.forEach(table -> everyRow(parallelRunner, table, filter));
        }
        if (request.project().isEmpty()) {
            invalidTombstones();
        }
        // all files of another store would be reported as files without rows
        if (mismatch.isEmpty()) {
            filesWithoutRows();
        }
        return new Verification(rows, files, problems, marked, afterBackup);
    }

    private <R> void everyRow(ParallelRunner parallelRunner, MediaTable<R> table, GenerationFilter filter) {
        table.eachPage(transactions, profile, filter, PAGE, (page, invalid) -> {
            reportInvalid(invalid);
            checkPage(
                    parallelRunner,
                    table.type(),
                    page.stream().map(row -> Subject.of(table, row)).toList());
        });
    }

    private void invalidTombstones() {
        Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
        while (next.isPresent()) {
            PageRequest request = next.get();
            next = transactions.readOnly(profile, tx -> {
                Page<Tombstone> page = tx.references().tombstones(request);
                reportInvalid(tx.invalidValues());
                return page.next().map(request::after);
            });
        }
    }

    /** Rows are read up to the first one of the next page, and rows that are left out may be read with both pages. */
    private void reportInvalid(List<InvalidValue> found) {
        found.stream()
                .distinct()
                .filter(value -> !invalidBefore.contains(value))
                .forEach(value -> report(invalid(value), Set.of()));
        invalidBefore = Set.copyOf(found);
    }

    private void checkPage(ParallelRunner parallelRunner, EntityType kind, List<Subject> subjects) {
        List<String> ids = subjects.stream().map(subject -> subject.ref().id()).toList();
        PageData data = transactions.readOnly(
                profile,
                tx -> new PageData(
                        subjects,
                        tx.maintenance().missingRows(kind, ids),
                        tx.maintenance().hiddenValues(kind, ids),
                        new HashSet<>(tx.maintenance().marks(kind, ids))));
        List<StoredBlob> expected = subjects.stream()
                .flatMap(subject -> subject.files().stream())
                .distinct()
                .toList();
        Map<StoredBlob, Optional<FileProblem>> fileProblems = new HashMap<>();
        parallelRunner.each(expected, fileCheck::check, fileProblems::put);
        List<BlobKey> thumbnails = subjects.stream()
                .filter(subject -> subject.files().stream()
                        .allMatch(file -> fileProblems
                                .getOrDefault(file, Optional.empty())
                                .isEmpty()))
                .flatMap(subject -> subject.thumbnail().stream())
                .distinct()
                .toList();
        Map<BlobKey, Optional<FileProblem>> thumbnailProblems = new HashMap<>();
        parallelRunner.each(thumbnails, fileCheck::checkThumbnail, thumbnailProblems::put);
        List<Problem> page = new ArrayList<>();
        for (Subject subject : subjects) {
            subject.files()
                    .forEach(file -> fileProblems
                            .getOrDefault(file, Optional.empty())
                            .map(fileProblem -> problem(subject.ref(), file.key(), fileProblem))
                            .ifPresent(page::add));
            subject.thumbnail()
                    .ifPresent(key -> thumbnailProblems
                            .getOrDefault(key, Optional.empty())
                            .map(fileProblem -> problem(subject.ref(), key, fileProblem))
                            .ifPresent(page::add));
            subject.outside().map(path -> external(subject.ref(), path)).ifPresent(page::add);
        }
        data.missing().stream().map(VerificationRun::dangling).forEach(page::add);
        data.hidden().stream().map(VerificationRun::invalid).forEach(page::add);
        page.stream().filter(this::isStillPresent).forEach(problem -> report(problem, data.marks()));
        reportOutdated(page, data.marks());
        rows += subjects.size();
        listener.checked(rows + files);
    }

    private static Problem problem(RowRef row, BlobKey key, FileProblem fileProblem) {
        return new Problem(
                fileProblem.kind(),
                Optional.of(row),
                Optional.of(key),
                key.value(),
                Optional.empty(),
                fileProblem.detail());
    }

    private static Problem invalid(InvalidValue value) {
        return new Problem(
                Kind.INVALID,
                value.row().map(row -> new RowRef(row, value.rowId())),
                Optional.empty(),
                value.row().isPresent() ? value.column() : value.table() + " " + value.rowId() + " " + value.column(),
                Optional.empty(),
                value.message());
    }

    private static Problem external(RowRef row, String path) {
        return new Problem(
                Kind.EXTERNAL,
                Optional.of(row),
                Optional.empty(),
                path,
                Optional.empty(),
                "The file is outside the store, at " + path
                        + "; run \"reelstore adopt FILE --import-media\" to import it.");
    }

    private static Problem dangling(MissingRow missing) {
        return new Problem(
                Kind.DANGLING,
                Optional.of(new RowRef(missing.row(), missing.rowId())),
                Optional.empty(),
                missing.column() + " " + missing.missing(),
                Optional.empty(),
                "Its " + missing.column() + " refers to " + missing.missing() + ", which does not exist.");
    }

    /**
     * The row may have been deleted and its file collected since the page was read, or the file may have been restored.
     */
    private boolean isStillPresent(Problem problem) {
        if (problem.key().isEmpty()) {
            return true;
        }
        BlobKey key = problem.key().get();
        boolean restored = switch (problem.kind()) {
            case MISSING -> blobs.stat(key).isPresent();
            case THUMBNAIL -> fileCheck.checkThumbnail(key).isEmpty();
            default -> false;
        };
        return !restored
                && transactions
                        .readOnly(profile, tx -> tx.references().find(key))
                        .isPresent();
    }

    private void report(Problem problem, Set<RowMark> marks) {
        if (problem.mark().filter(marks::contains).isPresent()) {
            marked++;
        } else {
            problems++;
            listener.found(problem);
        }
    }

    private void reportOutdated(List<Problem> page, Set<RowMark> marks) {
        Set<RowMark> outdated = new HashSet<>(marks);
        page.forEach(problem -> problem.mark().ifPresent(outdated::remove));
        outdated.stream()
                // whether the content is right again is not known without reading it
                .filter(mark ->
                        request.depth() != Depth.SIZES || !mark.problem().equals(Kind.HASH.value()))
                .forEach(listener::outdated);
    }

    private void filesWithoutRows() {
        BlobPrefix prefix = request.project().map(MediaKeys::of).orElse(MediaKeys.ROOT);
        FilesWithoutRows filesWithoutRows = new FilesWithoutRows(transactions, blobs, profile, prefix);
        filesWithoutRows.each(this::isSelected, part -> {
            if (!part.orphans().isEmpty()) {
                if (orphanCount == null) {
                    // the origin of a file depends on the number of all of them, so the files are listed once more
                    orphanCount = filesWithoutRows.count(file -> true, listed -> {});
                }
                FilesWithoutRows.Count count = orphanCount;
                part.orphans().forEach(file -> reportOrphan(count, file));
            }
            files += part.selected();
            listener.checked(rows + files);
        });
    }

    private boolean isSelected(BlobInfo file) {
        boolean old = file.modifiedAt().isBefore(startedAt);
        return old
                && request.since()
                        .filter(since -> file.modifiedAt().isBefore(since))
                        .isEmpty();
    }

    private void reportOrphan(FilesWithoutRows.Count count, BlobInfo file) {
        boolean isAfterBackup = count.isNewerThanRows(file) || count.exceeds(CollectionService.USUAL_SHARE);
        Origin origin = isAfterBackup ? Origin.AFTER_BACKUP : Origin.LEFTOVER;
        if (isAfterBackup) {
            afterBackup++;
        }
        report(
                new Problem(
                        Kind.ORPHAN,
                        Optional.empty(),
                        Optional.of(file.key()),
                        file.key().value(),
                        Optional.of(origin),
                        adviceFor(file.key(), origin)),
                Set.of());
    }

    private static String adviceFor(BlobKey key, Origin origin) {
        if (!MediaKeys.isThumbnail(key) && MediaFormat.ofName(key.value()).isEmpty()) {
            return "No row refers to the file, and its name is not that of an image, audio or a video."
                    + " \"gc --orphans\" removes it once it is old enough.";
        }
        String undelete = MediaKeys.isThumbnail(key)
                ? "It is a thumbnail, which is restored with its original: \"undelete --orphans\""
                : "\"undelete " + key + "\" creates a row for it, \"undelete --orphans\"";
        return switch (origin) {
            case AFTER_BACKUP ->
                "No row refers to the file. It may have been stored after the backup that this database was restored from. "
                        + undelete
                        + " creates rows for all such files. If a crash left it, \"gc --orphans\" with --max-orphans 100"
                        + " removes it once it is old enough.";
            case LEFTOVER ->
                "No row refers to the file; a crash may have left it. " + undelete
                        + " creates rows for all such files; \"gc --orphans\" removes it once it is old enough.";
        };
    }
}
