package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.testservers.CuttingProxy;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.PortWorkload;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts how often a transaction sends something to the server and waits for the response. */
class PostgresRoundTripsIT {

    private static final PostgresServer SERVER = PostgresServer.embedded();

    /** More than the five executions after which the driver prepares a statement. */
    private static final int WARM_UP = 8;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private CuttingProxy proxy;
    private Transactions store;

    @BeforeEach
    void openThroughTheProxy() {
        String database = SERVER.newDatabase();
        int port = URI.create(database.substring("jdbc:".length())).getPort();
        proxy = CuttingProxy.to(port);
        proxy.rule((bytes, client) -> {
            sent.add(bytes);
            return Optional.empty();
        });
        store = PostgresTransactions.open(
                PostgresConfig.of(database.replace(":" + port + "/", ":" + proxy.port() + "/") + "?sslmode=disable")
                        .withCredentials(SERVER.user(), "the server trusts its users"),
                Clock.systemUTC());
        write(tx -> PortWorkload.makeProject(tx, "project", 10));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        proxy.close();
    }

    @Test
    void loadingAProjectTakesThree() {
        assertThat(sentBy(tx -> PortWorkload.loadTogether(tx, "project"))).hasSize(3);
    }

    @Test
    void aStatementIsParsedOnceInASession() {
        assertThat(sentBy(tx -> PortWorkload.loadTogether(tx, "project")))
                .noneMatch(bytes -> bytes.contains("FROM veo3_video_generations"));
    }

    @Test
    void aRowWithAParentTakesFour() {
        for (int i = 0; i < WARM_UP; i++) {
            GenerationId id = new GenerationId("video" + i);
            sent.clear();
            write(tx -> tx.generations()
                    .insert(VideoGeneration.builder()
                            .id(id)
                            .profileId(PortWorkload.PROFILE)
                            .projectId(new ProjectId("project"))
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build()));
        }
        assertThat(sent).hasSize(4);
    }

    private List<String> sentBy(Consumer<Tx> work) {
        for (int i = 0; i < WARM_UP; i++) {
            sent.clear();
            store.readOnly(PortWorkload.PROFILE, tx -> {
                work.accept(tx);
                return true;
            });
        }
        return sent;
    }

    private void write(Consumer<Tx> work) {
        store.inTransaction(PortWorkload.PROFILE, tx -> {
            work.accept(tx);
            return true;
        });
    }
}
