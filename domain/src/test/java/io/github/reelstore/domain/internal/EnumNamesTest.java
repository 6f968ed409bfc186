package io.github.reelstore.domain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.JobState;
import org.junit.jupiter.api.Test;

class EnumNamesTest {

    @Test
    void aNameIsThatOfItsConstant() {
        assertThat(JobState.values())
                .allSatisfy(state -> assertThat(JobState.of(state.value())).isEqualTo(state));
    }

    @Test
    void anUnknownNameIsQuotedAndTheOthersAreListed() {
        assertThatThrownBy(() -> BudgetPeriod.of("we\nek" + "x".repeat(1_000)))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageStartingWith("A budget is for one of day, month, total; not \"we?ekxxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }
}
