package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.GenerationFilter;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.ProjectFilter;
import io.github.reelstore.domain.port.TimeRange;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import io.github.reelstore.domain.service.Verification.Kind;
import io.github.reelstore.domain.service.Verification.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks whether the files are there that the rows of one profile refer to. It changes nothing, and holds one page of rows at a
 * time, whatever their number.
 */
public final class VerificationService {

    private static final int PAGE = 200;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;

    /** Serves one profile. */
    public VerificationService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
    }

    /** Is told what is found, by the thread that verifies. */
    public interface Listener {

        /** A problem, as soon as it is found. */
        void found(Problem problem);

        /** So many rows have been looked at. */
        default void checked(long rows) {}
    }

    /**
     * Looks at all rows, or at those of one project. Rows that change meanwhile are seen as they were or as they are.
     *
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.Unavailable if database or storage fail
     */
    public Verification verify(Optional<ProjectId> project, Listener listener) {
        return new Run(project, listener).all();
    }

    private final class Run {

        private final Optional<ProjectId> project;
        private final Listener listener;
        private long checked;
        private long problems;

        Run(Optional<ProjectId> project, Listener listener) {
            this.project = project;
            this.listener = listener;
        }

        Verification all() {
            if (project.isPresent()) {
                VideoProject row = transactions.readOnly(profile, tx -> ProjectService.require(tx, project.get()));
                check(row);
            } else {
                ProjectFilter every = new ProjectFilter(Optional.empty(), Optional.empty(), TimeRange.ALWAYS);
                each((tx, page) -> tx.projects().list(every, page), this::check);
            }
            GenerationFilter filter = project.map(GenerationFilter::of).orElse(GenerationFilter.ALL);
            each((tx, page) -> tx.images().list(filter, page), this::check);
            each((tx, page) -> tx.audio().list(filter, page), this::check);
            each((tx, page) -> tx.generations().list(filter, page), this::check);
            return new Verification(checked, problems);
        }

        private <R> void each(Rows<R> rows, Consumer<R> check) {
            Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<R> page = transactions.readOnly(profile, tx -> rows.list(tx, request));
                // outside of the transaction: a distant storage takes its time
                page.items().forEach(check);
                next = page.next().map(request::after);
            }
        }

        private void check(VideoProject row) {
            String id = row.id().value();
            row.videoPath().ifPresent(key -> check(key, id, Optional.empty()));
            row.thumbPath().ifPresent(key -> check(key, id, Optional.empty()));
            done();
        }

        private void check(ImageGeneration row) {
            String id = row.id().value();
            check(row.filePath(), id, row.byteSize());
            row.thumbPath().ifPresent(key -> check(key, id, Optional.empty()));
            done();
        }

        private void check(AudioGeneration row) {
            check(row.filePath(), row.id().value(), row.byteSize());
            done();
        }

        private void check(VideoGeneration row) {
            String id = row.id().value();
            row.filePath().ifPresent(key -> check(key, id, row.byteSize()));
            if (row.filePath().isEmpty()) {
                row.videoPath()
                        .filter(path -> !path.isEmpty())
                        .ifPresent(path -> found(
                                Kind.EXTERNAL,
                                Optional.empty(),
                                id,
                                "The file is outside of the store, at " + path
                                        + "; \"reelstore adopt FILE --import-media\" copies it in."));
            }
            done();
        }

        private void check(BlobKey key, String row, Optional<Long> size) {
            Optional<BlobInfo> file = blobs.stat(key);
            if (file.isEmpty()) {
                found(Kind.MISSING, Optional.of(key), row, "The file is not there; put it back from a copy.");
            } else if (size.isPresent() && file.get().size() != size.get()) {
                found(
                        Kind.SIZE,
                        Optional.of(key),
                        row,
                        "The file has " + file.get().size() + " bytes and should have " + size.get()
                                + "; put it back from a copy.");
            }
        }

        private void found(Kind kind, Optional<BlobKey> key, String row, String detail) {
            problems++;
            listener.found(new Problem(kind, key, row, detail));
        }

        private void done() {
            listener.checked(++checked);
        }
    }

    @FunctionalInterface
    private interface Rows<R> {
        Page<R> list(Tx tx, PageRequest page);
    }
}
