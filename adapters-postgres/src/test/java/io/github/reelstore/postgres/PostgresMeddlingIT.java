package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.testtools.PortWorkload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another program, which does not take the write lock, changes a row between its read and its update here. */
class PostgresMeddlingIT {

    private static final ProjectId ID = new ProjectId("one");

    private final PostgresConfig config = EmptiedSchema.config();
    private String concurrentStatement = "SELECT 1";
    private Transactions store;

    @BeforeEach
    void open() {
        EmptiedSchema.open(Clock.systemUTC()).close();
        Database database = new PostgresDatabase(config, new PostgresDataSource(config), "");
        store = new MybatisTransactions(
                around(
                        Database.class,
                        database,
                        "begin",
                        transaction -> withConcurrentStatement((RunningTransaction) transaction)),
                Clock.systemUTC());
        write(tx -> tx.projects()
                .insert(VideoProject.builder()
                        .id(ID)
                        .profileId(PortWorkload.PROFILE)
                        .title("A title")
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rowWithAConcurrentVersionIsNotOverwritten() {
        concurrentStatement = "UPDATE video_projects SET version = version + 1, title = 'Theirs'";

        assertThatThrownBy(() -> write(tx -> tx.projects().update(ID, 1, change())))
                .isInstanceOf(StorageException.Conflict.class);
    }

    @Test
    void concurrentlyDeletedRowIsReportedAsNotFound() {
        concurrentStatement = "DELETE FROM video_projects";

        assertThatThrownBy(() -> write(tx -> tx.projects().update(ID, change())))
                .isInstanceOf(StorageException.NotFound.class);
    }

    private static Patch<VideoProject> change() {
        return Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 1L);
    }

    private void write(Consumer<Tx> work) {
        store.inTransaction(PortWorkload.PROFILE, tx -> {
            work.accept(tx);
            return true;
        });
    }

    @FunctionalInterface
    private interface Change {
        Object of(Object result) throws Exception;
    }

    private RunningTransaction withConcurrentStatement(RunningTransaction running) {
        return around(
                RunningTransaction.class,
                running,
                "connection",
                connection ->
                        around(Connection.class, (Connection) connection, "prepareStatement", this::runBeforeUpdates));
    }

    private Object runBeforeUpdates(Object prepared) throws Exception {
        if (prepared.toString().contains("UPDATE video_projects")) {
            try (Connection other = new PostgresDataSource(config).connect();
                    Statement sql = other.createStatement()) {
                other.setSchema(config.schema());
                sql.execute(concurrentStatement);
            }
        }
        return prepared;
    }

    /** A proxy that changes the result of one method. */
    private static <T> T around(Class<T> type, T target, String name, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getName().equals(name) ? change.of(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }
}
