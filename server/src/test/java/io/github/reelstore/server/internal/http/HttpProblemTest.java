package io.github.reelstore.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import org.junit.jupiter.api.Test;

class HttpProblemTest {

    @Test
    void aBudgetThatIsUsedUpHasATypeOfItsOwn() {
        HttpProblem problem = HttpProblem.of(new StorageException.BudgetExceeded("veo", "It has 0 USD left."));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.type().uri()).isEqualTo("urn:reelstore:problem:budget-exceeded");
        assertThat(problem).hasMessage("It has 0 USD left.");
    }
}
