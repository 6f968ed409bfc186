package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.damaged;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link VerificationService}; see {@link ServicesFixture}. */
public abstract class VerificationContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private List<Problem> problems() {
        return store.problems(VerificationRequest.ALL);
    }

    @ParameterizedTest
    @EnumSource
    void storedFilesHaveNoProblems(Depth depth) {
        store.newFullProject();
        List<Problem> problems = new ArrayList<>();
        Verification result = store.verification().verify(VerificationRequest.ALL.with(depth), problems::add);
        assertThat(problems).isEmpty();
        assertThat(result).isEqualTo(new Verification(4, 4, 0, 0, 0));
    }

    @Test
    void eachMissingFileIsReportedWithItsRow() {
        VideoProject project = store.newFullProject();
        store.files().forEach(store.blobs()::delete);
        assertThat(problems())
                .extracting(
                        Problem::kind,
                        problem -> problem.row().map(row -> row.kind().value()).orElse(""))
                .containsExactlyInAnyOrder(
                        tuple(Kind.MISSING, "project"),
                        tuple(Kind.MISSING, "image"),
                        tuple(Kind.MISSING, "audio"),
                        tuple(Kind.MISSING, "generation"));
        assertThat(problems()).extracting(Problem::key).contains(project.videoPath());
    }

    @Test
    void aFileOfAnotherSizeIsReported() {
        BlobKey key = store.imageOf(store.newFullProject());
        store.replaceFile(key, Arrays.copyOf(SampleMedia.png(1), 9));
        assertThat(problems())
                .extracting(Problem::kind, Problem::subject)
                .containsExactly(tuple(Kind.SIZE, key.value()));
    }

    @Test
    void changedBytesAreOnlyReportedByADeepVerification() {
        BlobKey key = store.imageOf(store.newFullProject());
        store.replaceFile(key, damaged(SampleMedia.png(1)));
        assertThat(problems()).isEmpty();
        for (Depth depth : List.of(Depth.HASHES, Depth.CONTENT)) {
            assertThat(store.problems(VerificationRequest.ALL.with(depth)))
                    .extracting(Problem::kind, Problem::subject)
                    .containsExactly(tuple(Kind.HASH, key.value()));
        }
    }

    @Test
    void aFileWithoutARowOrTombstoneIsReported() {
        VideoProject project = store.newFullProject();
        store.alice()
                .generations()
                .deleteImage(store.rows(SampleRows.ALICE).images().get(0).id());
        BlobKey orphan = new BlobKey("projects/" + project.id() + "/left.png");
        store.putFile(orphan, SampleMedia.png(7));
        store.putFile(new BlobKey("quarantine/left.png"), SampleMedia.png(8));
        assertThat(problems())
                .extracting(Problem::kind, Problem::key, Problem::row)
                .containsExactly(tuple(Kind.ORPHAN, Optional.of(orphan), Optional.empty()));
    }

    @Test
    void oneProjectCanBeVerifiedAlone() {
        VideoProject intact = store.newFullProject();
        VideoProject broken = store.alice().newProject("broken");
        ImageGeneration image = store.alice().generations().addImage(newImage(broken, png(9)));
        store.blobs().delete(image.filePath());
        store.putFile(new BlobKey("projects/" + broken.id() + "/left.png"), SampleMedia.png(7));
        assertThat(store.problems(VerificationRequest.ALL.of(intact.id()))).isEmpty();
        assertThat(store.problems(VerificationRequest.ALL.of(broken.id())))
                .extracting(Problem::kind)
                .containsExactly(Kind.MISSING, Kind.ORPHAN);
        store.assertRefused(
                StorageException.NotFound.class,
                () -> new VerificationService(store.transactions(), store.blobs(), SampleRows.BOB)
                        .verify(VerificationRequest.ALL.of(intact.id()), problem -> {}));
    }

    @Test
    void verificationCanBeLimitedToNewRows() {
        VideoProject project = store.newFullProject();
        store.blobs().delete(store.imageOf(project));
        Instant later = store.clock.instant().plusSeconds(1);
        VerificationRequest since = new VerificationRequest(Optional.empty(), Optional.of(later), Depth.SIZES, 2);
        assertThat(store.problems(since)).isEmpty();
        store.clock.set(later);
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(5)));
        store.blobs().delete(image.filePath());
        assertThat(store.problems(since))
                .extracting(Problem::subject)
                .containsExactly(image.filePath().value());
    }

    @Test
    void anotherProfilesRowsAreNotVerifiedAndItsFilesAreNotOrphans() {
        VideoProject project = store.bob().newProject("bobs");
        ImageGeneration gone = store.bob().generations().addImage(newImage(project, png(1)));
        store.bob().generations().addImage(newImage(project, png(2)));
        store.blobs().delete(gone.filePath());
        assertThat(problems()).isEmpty();
    }

    @Test
    void theOriginOfAnOrphanIsReported() {
        VideoProject project = store.alice().newProject("p");
        for (int i = 0; i < 20; i++) {
            store.alice().generations().addImage(newImage(project, png(i)));
        }
        BlobKey orphan = new BlobKey("projects/p/images/left.png");
        store.putFile(orphan, SampleMedia.png(70));
        assertOrigins(Origin.AFTER_BACKUP);

        store.clock.set(Instant.now().plusSeconds(300));
        store.alice().newProject("newer than all files");
        assertOrigins(Origin.LEFTOVER);

        store.putFile(new BlobKey("projects/p/images/left-2.png"), SampleMedia.png(71));
        store.putFile(new BlobKey("projects/p/images/left-2.thumb.jpg"), SampleMedia.png(72));
        assertOrigins(Origin.AFTER_BACKUP, Origin.AFTER_BACKUP, Origin.AFTER_BACKUP);
    }

    private void assertOrigins(Origin... origins) {
        List<Problem> problems = new ArrayList<>();
        Verification result = store.verification().verify(VerificationRequest.ALL, problems::add);
        assertThat(problems)
                .extracting(problem -> problem.origin().orElseThrow())
                .containsExactly(origins);
        assertThat(result.afterBackup())
                .isEqualTo(
                        Stream.of(origins).filter(Origin.AFTER_BACKUP::equals).count());
        for (Problem problem : problems) {
            String detail = problem.detail();
            assertThat(detail).contains("undelete --orphans", "gc --orphans").doesNotContain("reelstore ");
            assertThat(detail.indexOf("undelete")).as(detail).isLessThan(detail.indexOf("gc --orphans"));
            assertThat(detail.contains("after the backup"))
                    .isEqualTo(problem.origin().equals(Optional.of(Origin.AFTER_BACKUP)));
        }
    }

    @Test
    void aRowRefHasTheKindAndTheIdOfItsRow() {
        VideoProject project = store.newFullProject();
        store.blobs().delete(store.imageOf(project));
        assertThat(problems())
                .extracting(Problem::row)
                .containsExactly(Optional.of(new RowRef(
                        EntityType.IMAGE,
                        store.rows(SampleRows.ALICE).images().get(0).id().value())));
    }
}
