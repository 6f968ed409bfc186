package io.github.reelstore.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {

    @ParameterizedTest
    @EnumSource
    void anActiveJobCanEndAndAFinishedOneStays(JobState state) {
        assertThat(state.next().isEmpty()).isEqualTo(!state.isActive());
        assertThat(JobState.of(state.value())).isSameAs(state);
        assertThat(reachable(state).stream().anyMatch(end -> !end.isActive())).isEqualTo(state.isActive());
    }

    @Test
    void aRequestLeavesOnlyAfterItsStateWasCommitted() {
        Set<JobState> before = EnumSet.noneOf(JobState.class);
        Arrays.stream(JobState.values())
                .filter(state -> state.next().contains(JobState.SUBMITTED))
                .forEach(before::add);
        assertThat(before).containsExactlyInAnyOrder(JobState.SUBMITTING, JobState.OUTCOME_UNKNOWN);
    }

    @Test
    void anAcceptedRequestIsNeverSentAgain() {
        assertThat(reachable(JobState.SUBMITTED)).doesNotContain(JobState.PLANNED, JobState.SUBMITTING);
    }

    private static Set<JobState> reachable(JobState from) {
        Set<JobState> reached = EnumSet.noneOf(JobState.class);
        boolean more = reached.addAll(from.next());
        while (more) {
            Set<JobState> further = EnumSet.noneOf(JobState.class);
            reached.forEach(state -> further.addAll(state.next()));
            more = reached.addAll(further);
        }
        return reached;
    }

    @Test
    void anUnknownStateIsRefused() {
        assertThatThrownBy(() -> JobState.of("done")).isInstanceOf(StorageException.InvalidInput.class);
    }
}
