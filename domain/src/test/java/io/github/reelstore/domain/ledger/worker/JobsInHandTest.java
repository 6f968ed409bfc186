package io.github.reelstore.domain.ledger.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobsInHandTest {

    private final JobsInHand jobs = new JobsInHand();

    private static ProviderJob claim(long fence) {
        JobRequest request = JobRequest.builder()
                .provider("p")
                .kind(MediaKind.IMAGE)
                .prompt("a lake")
                .build();
        return ProviderJob.builder()
                .id(new JobId("one"))
                .profileId(new ProfileId("profile"))
                .projectId(new ProjectId("project"))
                .kind(request.kind())
                .provider(request.provider())
                .request(request.toJson().value())
                .fingerprint(request.fingerprint())
                .fence(fence)
                .createdAt(Instant.EPOCH)
                .updatedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void anEarlierClaimNeitherReplacesNorRemovesALaterOne() {
        jobs.put(claim(3));
        jobs.put(claim(1));
        assertThat(jobs.all()).containsExactly(claim(3));
        jobs.remove(claim(1));
        assertThat(jobs.all()).containsExactly(claim(3));
        jobs.remove(claim(3));
        assertThat(jobs.all()).isEmpty();
    }

    @Test
    void aLaterClaimReplacesAnEarlierOne() {
        jobs.put(claim(1));
        assertThat(jobs.has(claim(1))).isTrue();
        assertThat(jobs.has(claim(3))).isFalse();
        jobs.put(claim(3));
        assertThat(jobs.all()).containsExactly(claim(3));
        assertThat(jobs.has(claim(1))).isTrue();
    }

    @Test
    void aChangedJobReplacesTheSameClaim() {
        ProviderJob changed = claim(1).toBuilder().failures(2).build();
        jobs.put(claim(1));
        jobs.put(changed);
        assertThat(jobs.all()).containsExactly(changed);
    }
}
