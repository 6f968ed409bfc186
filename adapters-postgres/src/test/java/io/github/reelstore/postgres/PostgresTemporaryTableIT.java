package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.Database.Access;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.PortWorkload;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/**
 * A temporary table with the name of one of Reelstore's tables, as another program may have left it in a pooled
 * session. The test always uses the embedded server: through a real pooler, the table would stay in a session of other
 * tests.
 */
class PostgresTemporaryTableIT {

    private static final ProjectId ID = new ProjectId("one");

    private final PostgresServer server = PostgresServer.embedded();
    private final PostgresConfig config =
            PostgresConfig.of(server.newDatabase()).withCredentials(server.user(), server.password());

    @Test
    void temporaryTableOfTheSameNameIsIgnored() throws SQLException {
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        PostgresDatabase database = new PostgresDatabase(config, new PostgresDataSource(config), "");
        try (Transactions store = new MybatisTransactions(database, Clock.systemUTC())) {
            RunningTransaction running = database.begin(Access.WRITE, PortWorkload.PROFILE);
            try (Statement sql = running.connection().createStatement()) {
                sql.execute("CREATE TEMPORARY TABLE video_projects (LIKE " + config.schema() + ".video_projects)");
                running.commit();
            } finally {
                running.release();
            }
            store.<Boolean, RuntimeException>inTransaction(PortWorkload.PROFILE, tx -> {
                tx.projects()
                        .insert(VideoProject.builder()
                                .id(ID)
                                .profileId(PortWorkload.PROFILE)
                                .title("A title")
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                return true;
            });
        }
        try (Transactions another = PostgresTransactions.open(config, Clock.systemUTC())) {
            assertThat(another.<Boolean, RuntimeException>readOnly(
                            PortWorkload.PROFILE, tx -> tx.projects().find(ID).isPresent()))
                    .isTrue();
        }
    }
}
