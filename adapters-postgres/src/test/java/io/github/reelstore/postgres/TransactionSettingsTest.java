package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProfileId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionSettingsTest {

    private final TransactionSettings settings =
            new TransactionSettings(PostgresConfig.of("jdbc:postgresql://localhost/db"));

    /** pgpool-II sends the first query of a transaction to a standby unless a SET LOCAL came before it. */
    @Test
    void everyTransactionSetsSomethingBeforeItsFirstQuery() {
        for (String begin : List.of(
                settings.opening(), settings.reading(), settings.writing(new ProfileId("p")), settings.migrating())) {
            assertThat((begin + "SELECT 1").split("SELECT", 2)[0]).contains("SET LOCAL ");
        }
    }
}
