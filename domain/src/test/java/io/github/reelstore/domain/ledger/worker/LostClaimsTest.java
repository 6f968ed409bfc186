package io.github.reelstore.domain.ledger.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostClaimsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LostClaims claims = new LostClaims();
    private final ProviderJob one = job("one");
    private final ProviderJob other = job("other");

    private static ProviderJob job(String id) {
        JobRequest request = JobRequest.builder()
                .provider("p")
                .kind(MediaKind.IMAGE)
                .prompt(id)
                .build();
        return ProviderJob.builder()
                .id(new JobId(id))
                .profileId(new ProfileId("profile"))
                .projectId(new ProjectId("project"))
                .kind(request.kind())
                .provider(request.provider())
                .request(request.toJson().value())
                .fingerprint(request.fingerprint())
                .createdAt(Instant.EPOCH)
                .updatedAt(Instant.EPOCH)
                .build();
    }

    /** Those of the jobs that are lost, some seconds after the start. */
    private List<ProviderJob> lost(int second, ProviderJob... notInHand) {
        return claims.after(
                List.of(notInHand), PATIENCE, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void aJobThatIsJustBeingTakenInHandIsNotLost() {
        assertThat(lost(0, one)).isEmpty();
        assertThat(lost(9, one)).isEmpty();
    }

    @Test
    void aJobThatIsNotInHandForTheWholePatienceIsLost() {
        lost(0, one);
        assertThat(lost(4, one, other)).isEmpty();
        assertThat(lost(10, one, other)).containsExactly(one);
        assertThat(lost(14, one, other)).as("each from its own first time on").containsExactly(one, other);
    }

    @Test
    void aJobThatWasInHandMeanwhileIsForgotten() {
        lost(0, one, other);
        lost(9, other);
        assertThat(lost(10, one, other)).containsExactly(other);
        assertThat(lost(19, one)).isEmpty();
        assertThat(lost(20, one)).containsExactly(one);
    }

    @Test
    void aChangedJobIsTheSameOneAndIsReturnedAsItIsNow() {
        lost(0, one);
        ProviderJob changed = one.toBuilder().failures(1).build();
        assertThat(lost(10, changed)).containsExactly(changed);
    }

    @Test
    void aLaterClaimHasItsOwnFirstTime() {
        lost(0, one);
        ProviderJob later = one.toBuilder().fence(one.fence() + 2).build();
        assertThat(lost(10, later)).isEmpty();
        assertThat(lost(20, later)).containsExactly(later);
    }
}
