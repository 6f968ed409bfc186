package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProfileId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionSettingsTest {

    /** pgpool-II sends the first query of a transaction to a standby unless a SET LOCAL came before it. */
    @ParameterizedTest
    @EnumSource(Sessions.class)
    void everyTransactionSetsSomethingBeforeItsFirstQuery(Sessions sessions) {
        TransactionSettings settings =
                new TransactionSettings(PostgresConfig.of("jdbc:postgresql://localhost/db"), sessions);
        for (String begin : List.of(
                settings.opening(), settings.reading(), settings.writing(new ProfileId("p")), settings.migrating())) {
            assertThat((begin + "SELECT 1").split("SELECT", 2)[0]).contains("SET LOCAL ");
        }
    }
}
