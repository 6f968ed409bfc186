package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.maintenance.FileCheck.Fault;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import io.github.reelstore.domain.service.internal.RequiredProject;
import io.github.reelstore.domain.service.internal.StoreIdentityGuard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look at the rows and files of a profile: page by page, the files of a page side by side. */
final class VerificationRun {

    /** Rows of a page; each page takes three statements. */
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final VerificationRequest request;
    private final VerificationService.Listener listener;
    private final FileCheck check;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private long rows;
    private long files;
    private long problems;
    private long marked;
    private long afterBackup;
    private FilesWithoutRows.@Nullable Count orphanCount;

    VerificationRun(
            Transactions transactions,
            BlobStore blobs,
            ProfileId profile,
            VerificationRequest request,
            VerificationService.Listener listener) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.request = request;
        this.listener = listener;
        this.check = new FileCheck(
                blobs,
                new MediaFiles(transactions, blobs, profile, MediaProbe.SNIFFING, Thumbnailer.NONE),
                request.depth());
    }

    /**
     * A row, as far as it refers to files.
     *
     * @param ref which one it is
     * @param files what it knows of those in the store
     * @param thumbnail that of the store's making
     * @param outside where a file is outside of the store
     */
    private record Subject(RowRef ref, List<StoredBlob> files, Optional<BlobKey> thumbnail, Optional<String> outside) {

        static Subject of(RowRef ref, Optional<StoredBlob> file, Optional<BlobKey> picture, Optional<String> outside) {
            Optional<BlobKey> made = picture.filter(key ->
                    file.filter(one -> MediaKeys.isThumbnail(key, one.key())).isPresent());
            // one that somebody chose is a file like any other
            Optional<StoredBlob> chosen = made.isPresent()
                    ? Optional.empty()
                    : picture.map(key -> new StoredBlob(key, Optional.empty(), Optional.empty()));
            return new Subject(
                    ref, Stream.concat(file.stream(), chosen.stream()).toList(), made, outside);
        }
    }

    /** What a page of rows tells. */
    private record Found(List<Subject> subjects, List<MissingRow> missing, Set<RowMark> marks) {}

    Verification all() {
        Optional<String> wrongStorage = new StoreIdentityGuard(transactions, blobs, profile).mismatch();
        wrongStorage.ifPresent(reason -> report(
                new Problem(Kind.STORE, Optional.empty(), Optional.empty(), "storage", Optional.empty(), reason),
                Set.of()));
        try (ParallelRunner parallelRunner = new ParallelRunner("verify", request.threads())) {
            everyRow(parallelRunner);
        }
        // to another store's database, all files would be without rows
        if (wrongStorage.isEmpty()) {
            filesWithoutRows();
        }
        return new Verification(rows, files, problems, marked, afterBackup);
    }

    private void everyRow(ParallelRunner parallelRunner) {
        TimeRange made = new TimeRange(request.since(), Optional.empty());
        GenerationFilter filter = new GenerationFilter(request.project(), Optional.empty(), Optional.empty(), made);
        if (request.project().isPresent()) {
            VideoProject row = transactions.readOnly(
                    profile, tx -> RequiredProject.find(tx, request.project().get()));
            checkPage(parallelRunner, EntityType.PROJECT, List.of(subject(row)));
        } else {
            ProjectFilter every = new ProjectFilter(Optional.empty(), Optional.empty(), made);
            each(
                    parallelRunner,
                    EntityType.PROJECT,
                    (tx, page) -> tx.projects().list(every, page),
                    VerificationRun::subject);
        }
        each(parallelRunner, EntityType.IMAGE, (tx, page) -> tx.images().list(filter, page), VerificationRun::subject);
        each(parallelRunner, EntityType.AUDIO, (tx, page) -> tx.audio().list(filter, page), VerificationRun::subject);
        each(
                parallelRunner,
                EntityType.GENERATION,
                (tx, page) -> tx.generations().list(filter, page),
                VerificationRun::subject);
    }

    @FunctionalInterface
    private interface Rows<R> {
        Page<R> list(Tx tx, PageRequest page);
    }

    private <R> void each(ParallelRunner parallelRunner, EntityType kind, Rows<R> list, Function<R, Subject> subject) {
        Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
        while (next.isPresent()) {
            PageRequest wanted = next.get();
            Page<R> page = transactions.readOnly(profile, tx -> list.list(tx, wanted));
            checkPage(parallelRunner, kind, page.items().stream().map(subject).toList());
            next = page.next().map(wanted::after);
        }
    }

    private static Subject subject(VideoProject row) {
        return Subject.of(
                new RowRef(EntityType.PROJECT, row.id().value()),
                row.videoPath().map(key -> new StoredBlob(key, row.contentHash(), Optional.empty())),
                row.thumbPath(),
                Optional.empty());
    }

    private static Subject subject(ImageGeneration row) {
        return Subject.of(
                new RowRef(EntityType.IMAGE, row.id().value()),
                Optional.of(new StoredBlob(row.filePath(), row.contentHash(), row.byteSize())),
                row.thumbPath(),
                Optional.empty());
    }

    private static Subject subject(AudioGeneration row) {
        return Subject.of(
                new RowRef(EntityType.AUDIO, row.id().value()),
                Optional.of(new StoredBlob(row.filePath(), row.contentHash(), row.byteSize())),
                Optional.empty(),
                Optional.empty());
    }

    private static Subject subject(VideoGeneration row) {
        return Subject.of(
                new RowRef(EntityType.GENERATION, row.id().value()),
                row.filePath().map(key -> new StoredBlob(key, row.contentHash(), row.byteSize())),
                row.thumbPath(),
                row.filePath().isEmpty() ? row.videoPath().filter(path -> !path.isEmpty()) : Optional.empty());
    }

    private void checkPage(ParallelRunner parallelRunner, EntityType kind, List<Subject> subjects) {
        List<String> ids = subjects.stream().map(subject -> subject.ref().id()).toList();
        Found found = transactions.readOnly(
                profile,
                tx -> new Found(
                        subjects,
                        tx.maintenance().missingRows(kind, ids),
                        new HashSet<>(tx.maintenance().marks(kind, ids))));
        List<StoredBlob> expected = subjects.stream()
                .flatMap(subject -> subject.files().stream())
                .distinct()
                .toList();
        Map<StoredBlob, Optional<Fault>> faults = new HashMap<>();
        parallelRunner.each(expected, check::look, faults::put);
        List<BlobKey> pictures = subjects.stream()
                .filter(subject -> subject.files().stream()
                        .allMatch(file ->
                                faults.getOrDefault(file, Optional.empty()).isEmpty()))
                .flatMap(subject -> subject.thumbnail().stream())
                .distinct()
                .toList();
        Map<BlobKey, Optional<Fault>> lost = new HashMap<>();
        parallelRunner.each(pictures, check::lookAtThumbnail, lost::put);
        List<Problem> page = new ArrayList<>();
        for (Subject subject : subjects) {
            subject.files()
                    .forEach(file -> faults.getOrDefault(file, Optional.empty())
                            .map(fault -> problem(subject.ref(), file.key(), fault))
                            .ifPresent(page::add));
            subject.thumbnail()
                    .ifPresent(key -> lost.getOrDefault(key, Optional.empty())
                            .map(fault -> problem(subject.ref(), key, fault))
                            .ifPresent(page::add));
            subject.outside().map(path -> external(subject.ref(), path)).ifPresent(page::add);
        }
        found.missing().stream().map(VerificationRun::dangling).forEach(page::add);
        page.stream().filter(this::isStillSo).forEach(problem -> report(problem, found.marks()));
        reportOutdated(page, found.marks());
        rows += subjects.size();
        listener.checked(rows + files);
    }

    private static Problem problem(RowRef row, BlobKey key, Fault fault) {
        return new Problem(
                fault.kind(), Optional.of(row), Optional.of(key), key.value(), Optional.empty(), fault.detail());
    }

    private static Problem external(RowRef row, String path) {
        return new Problem(
                Kind.EXTERNAL,
                Optional.of(row),
                Optional.empty(),
                path,
                Optional.empty(),
                "The file is outside of the store, at " + path
                        + "; \"reelstore adopt FILE --import-media\" copies it in.");
    }

    private static Problem dangling(MissingRow missing) {
        return new Problem(
                Kind.DANGLING,
                Optional.of(new RowRef(missing.row(), missing.rowId())),
                Optional.empty(),
                missing.column() + " " + missing.missing(),
                Optional.empty(),
                "It refers by " + missing.column() + " to " + missing.missing() + ", which is not there.");
    }

    /** The row may have been deleted, and its file collected, since it was read; or the file was put back. */
    private boolean isStillSo(Problem problem) {
        if (problem.key().isEmpty()) {
            return true;
        }
        BlobKey key = problem.key().get();
        boolean back = switch (problem.kind()) {
            case MISSING -> blobs.stat(key).isPresent();
            case THUMBNAIL -> check.lookAtThumbnail(key).isEmpty();
            default -> false;
        };
        return !back
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
                // whether the bytes are right again is not known without reading them
                .filter(mark ->
                        request.depth() != Depth.SIZES || !mark.problem().equals(Kind.HASH.value()))
                .forEach(listener::outdated);
    }

    private void filesWithoutRows() {
        BlobPrefix prefix = request.project().map(MediaKeys::of).orElse(MediaKeys.ROOT);
        FilesWithoutRows found = new FilesWithoutRows(transactions, blobs, profile, prefix);
        found.each(this::isMeant, part -> {
            if (!part.orphans().isEmpty()) {
                if (orphanCount == null) {
                    // what one of them may be depends on all of them, so they are listed once more
                    orphanCount = found.count(file -> true, listed -> {});
                }
                FilesWithoutRows.Count count = orphanCount;
                part.orphans().forEach(file -> reportOrphan(count, file));
            }
            files += part.meant();
            listener.checked(rows + files);
        });
    }

    private boolean isMeant(BlobInfo file) {
        boolean old = file.modifiedAt().isBefore(begun);
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
                        adviceOn(file.key(), origin)),
                Set.of());
    }

    private static String adviceOn(BlobKey key, Origin origin) {
        String back = MediaKeys.isThumbnail(key)
                ? "It is a thumbnail and comes back with its original: \"undelete --orphans\""
                : "\"undelete " + key + "\" makes a row of it, \"undelete --orphans\"";
        return switch (origin) {
            case AFTER_BACKUP ->
                "No row refers to the file. It may have been stored after the backup that this database was restored from. "
                        + back
                        + " makes rows of all such files. If a crash left it, \"gc --orphans\" with --max-orphans 100"
                        + " removes it once it is old enough.";
            case LEFTOVER ->
                "No row refers to the file; a crash may have left it. " + back
                        + " makes rows of all such files; \"gc --orphans\" removes it once it is old enough.";
        };
    }
}
