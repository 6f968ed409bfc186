package io.github.reelstore.testtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.MediaService;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold for a store after any fault: {@code verify --deep} finds nothing but files without rows,
 * {@code gc --orphans} leaves none of these, and everything that the store has confirmed to a caller exists.
 * Confirmations are lines of text, so that they can also come from a process that was killed:
 *
 * <pre>
 * stored PROJECT KEY SHA256
 * deleting PROJECT
 * deleted PROJECT
 * </pre>
 */
public final class StoreInvariants {

    /** The files of each project that certainly exists. */
    private final Map<ProjectId, Map<BlobKey, ContentHash>> stored = new LinkedHashMap<>();

    private final Set<ProjectId> deleted = new LinkedHashSet<>();

    /**
     * What a fault left to be collected.
     *
     * @param orphans files without rows
     * @param tombstones files whose rows were deleted
     */
    public record Left(long orphans, long tombstones) {}

    /** Records one line that the store has confirmed. */
    public void confirm(String line) {
        String[] words = line.split(" ", -1);
        ProjectId project = new ProjectId(words[1]);
        switch (words[0]) {
            case "stored" ->
                stored.computeIfAbsent(project, key -> new LinkedHashMap<>())
                        .put(new BlobKey(words[2]), new ContentHash(words[3]));
            // until the deletion is confirmed, the project may or may not exist
            case "deleting" -> stored.remove(project);
            case "deleted" -> deleted.add(project);
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** Returns the number of files that certainly exist. */
    public int files() {
        return stored.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns the projects that certainly exist. */
    public Set<ProjectId> projects() {
        return Set.copyOf(stored.keySet());
    }

    /** Asserts the invariants for a store with one profile, and collects its garbage without a grace period. */
    public Left assertHold(Transactions transactions, BlobStore blobs, ProfileId profile) {
        return assertHold(transactions, blobs, List.of(profile), profile);
    }

    /**
     * Asserts the invariants for a store with several profiles, and collects its garbage without a grace period.
     *
     * @param confirmed the profile of the confirmed projects
     */
    public Left assertHold(Transactions transactions, BlobStore blobs, List<ProfileId> profiles, ProfileId confirmed) {
        for (ProfileId profile : profiles) {
            assertThat(problems(transactions, blobs, profile))
                    .as("what verify --deep finds")
                    .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(Kind.ORPHAN));
        }
        Left left = new Left(0, 0);
        for (ProfileId profile : profiles) {
            CollectionResult collectionResult = collect(transactions, blobs, profile);
            left = new Left(left.orphans + collectionResult.orphans(), left.tombstones + collectionResult.tombstones());
        }
        for (ProfileId profile : profiles) {
            assertThat(problems(transactions, blobs, profile))
                    .as("what verify --deep finds after gc")
                    .isEmpty();
        }
        assertEachFileHasARow(transactions, blobs, profiles);
        assertConfirmed(transactions, blobs, confirmed);
        return left;
    }

    private static List<Problem> problems(Transactions transactions, BlobStore blobs, ProfileId profile) {
        List<Problem> problems = new ArrayList<>();
        new VerificationService(transactions, blobs, profile)
                .verify(VerificationRequest.ALL.with(Depth.CONTENT), problems::add);
        return problems;
    }

    private static CollectionResult collect(Transactions transactions, BlobStore blobs, ProfileId profile) {
        CollectionResult collectionResult = new CollectionService(transactions, blobs, profile)
                .collect(
                        CollectionService.Scope.ALL_FILES,
                        Duration.ZERO,
                        CollectionService.Mode.REMOVE,
                        1,
                        files -> {});
        assertThat(collectionResult.failed()).as("what gc could not remove").isEmpty();
        return collectionResult;
    }

    /** Uses the port itself, to be independent of whether verify checks all files. */
    private static void assertEachFileHasARow(Transactions transactions, BlobStore blobs, List<ProfileId> profiles) {
        try (Stream<BlobInfo> files = blobs.list(BlobPrefix.ALL)) {
            assertThat(files.map(BlobInfo::key))
                    .as("files after gc")
                    .allMatch(key -> profiles.stream()
                            .anyMatch(profile -> transactions
                                    .readOnly(profile, tx -> tx.references().find(key))
                                    .isPresent()));
        }
    }

    private void assertConfirmed(Transactions transactions, BlobStore blobs, ProfileId profile) {
        MediaService media = new MediaService(transactions, blobs, profile);
        stored.forEach((project, files) -> files.forEach((key, hash) ->
                assertThat(hashOf(media, key)).as("confirmed file %s", key).isEqualTo(hash)));
        assertThat(stored.keySet()).as("confirmed projects").allMatch(id -> exists(transactions, profile, id));
        assertThat(deleted).as("projects that were deleted").noneMatch(id -> exists(transactions, profile, id));
    }

    private static ContentHash hashOf(MediaService media, BlobKey key) {
        try (BlobContent content = media.open(key, ByteRange.ALL)) {
            MessageDigest digest = ContentHash.newDigest();
            digest.update(content.stream().readAllBytes());
            return ContentHash.of(digest);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + key, e);
        }
    }

    private static boolean exists(Transactions transactions, ProfileId profile, ProjectId id) {
        return transactions.readOnly(profile, tx -> tx.projects().find(id)).isPresent();
    }
}
