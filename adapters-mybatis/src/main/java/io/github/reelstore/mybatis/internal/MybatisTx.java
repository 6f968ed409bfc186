package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.ProjectRows;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import io.github.reelstore.mybatis.internal.Database.Access;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;

/** A running transaction: holds its session and runs its statements. */
final class MybatisTx implements Tx {

    private final SqlSessionFactory sessions;
    private final SqlSession session;
    private final FailureTranslator failures;
    private final Access access;
    private final ProfileId profile;
    private final Instant now;
    private final Thread thread = Thread.currentThread();
    private final List<InvalidValue> invalidValues = new ArrayList<>();
    private @Nullable StorageException failure;
    private boolean ended;

    MybatisTx(
            SqlSessionFactory sessions,
            Connection connection,
            FailureTranslator failures,
            Access access,
            ProfileId profile,
            Instant now) {
        this.sessions = sessions;
        this.session = sessions.openSession(connection);
        this.failures = failures;
        this.access = access;
        this.profile = profile;
        this.now = now;
    }

    @Override
    public ProfileId profile() {
        requireRunning();
        return profile;
    }

    @Override
    public Instant now() {
        requireRunning();
        return now;
    }

    @Override
    public ProjectRepository projects() {
        return new MybatisProjectRepository(this);
    }

    @Override
    public VideoGenerationRepository generations() {
        return new MybatisVideoGenerationRepository(this);
    }

    @Override
    public ImageRepository images() {
        return new MybatisImageRepository(this);
    }

    @Override
    public AudioRepository audio() {
        return new MybatisAudioRepository(this);
    }

    @Override
    public BlobReferences references() {
        return new MybatisBlobReferences(this);
    }

    @Override
    public List<InvalidValue> invalidValues() {
        return List.copyOf(invalidValues);
    }

    @Override
    public MaintenanceRepository maintenance() {
        return new MybatisMaintenanceRepository(this);
    }

    @Override
    public IdempotencyRepository idempotency() {
        return new MybatisIdempotencyRepository(this);
    }

    @Override
    public JobRepository jobs() {
        return new MybatisJobRepository(this);
    }

    @Override
    public JobQueue jobQueue() {
        return new MybatisJobQueue(this);
    }

    @Override
    public BudgetRepository budgets() {
        return new MybatisBudgetRepository(this);
    }

    @Override
    public SceneRepository scenes() {
        return new MybatisSceneRepository(this);
    }

    @Override
    public TakeRepository takes() {
        return new MybatisTakeRepository(this);
    }

    @Override
    public ArchiveRepository archive() {
        return new MybatisArchiveRepository(this);
    }

    Dialect dialect() {
        return ((RowConfiguration) session.getConfiguration()).dialect();
    }

    @Override
    public Optional<ProjectRows> rowsOf(ProjectId id) {
        return dialect().statements() == Dialect.Statements.TOGETHER ? together(id) : Tx.super.rowsOf(id);
    }

    @SuppressWarnings("unchecked")
    private Optional<ProjectRows> together(ProjectId id) {
        List<List<?>> rows = new ArrayList<>();
        Optional<VideoProject> project = find(id.value(), () -> {
            rows.addAll(mapper(ProjectRowsMapper.class).all(profile, id, id, null, null, null));
            return rows.get(0).isEmpty() ? null : (VideoProject) rows.get(0).get(0);
        });
        return project.map(row -> new ProjectRows(
                row,
                RowRepository.valid((List<VideoGeneration>) rows.get(1)),
                MybatisVideoGenerationRepository.links(
                        (List<GenerationInput>) rows.get(2), (List<GenerationAudioTrack>) rows.get(3)),
                RowRepository.valid((List<ImageGeneration>) rows.get(4)),
                RowRepository.valid((List<AudioGeneration>) rows.get(5))));
    }

    /** Different values in lists that a statement can have as parameters. */
    static <T> List<List<T>> chunks(Collection<T> values) {
        List<T> different = values.stream().distinct().toList();
        return IntStream.iterate(0, from -> from < different.size(), from -> from + PageRequest.MAX_LIMIT)
                .mapToObj(from -> different.subList(from, Math.min(from + PageRequest.MAX_LIMIT, different.size())))
                .toList();
    }

    <M> M mapper(Class<M> type) {
        requireRunning();
        return session.getMapper(type);
    }

    /**
     * Runs statements that write, and translates their failures. A read-only transaction refuses before the database is
     * called, so it can go on reading.
     *
     * @param subject the id or key that the statements are about
     */
    <T extends @Nullable Object> T write(String subject, Supplier<T> statements) {
        requireRunning();
        if (access == Access.READ) {
            throw new StorageException.Unsupported(
                    subject, "This transaction is read-only; write in a transaction of inTransaction.");
        }
        return run(subject, statements);
    }

    /**
     * Runs statements of a mapper that write, as {@link #write} does, but sends them to the database together.
     *
     * @param type the mapper
     */
    <M> void writeBatch(String subject, Class<M> type, Consumer<M> statements) {
        write(subject, () -> {
            try (SqlSession batch = sessions.openSession(ExecutorType.BATCH, session.getConnection())) {
                statements.accept(batch.getMapper(type));
                return batch.flushStatements();
            }
        });
    }

    /**
     * Runs statements, and translates their failures.
     *
     * @param subject the id or key that the statements are about
     */
    <T extends @Nullable Object> T run(String subject, Supplier<T> statements) {
        requireRunning();
        requireNoFailure();
        try {
            return InvalidValues.collect(invalidValues, statements);
        } catch (PersistenceException e) {
            StorageException translated = failures.translate(subject, e);
            failure = translated;
            throw translated;
        }
    }

    /**
     * Reads a row.
     *
     * @return empty if it does not exist
     * @throws StorageException.Corrupt if it has an invalid value in a column that must have one
     */
    <R> Optional<R> find(String subject, Supplier<@Nullable R> statement) {
        int before = invalidValues.size();
        Optional<R> row = Optional.ofNullable(this.<@Nullable R>run(subject, statement));
        if (row.isEmpty() && invalidValues.size() > before) {
            throw corrupt(invalidValues.get(before));
        }
        return row;
    }

    static StorageException.Corrupt corrupt(InvalidValue value) {
        return new StorageException.Corrupt(value.rowId(), value.message(), null);
    }

    /** Reads the first rows of a list after a cursor; null to start at the beginning. */
    @FunctionalInterface
    interface ListQuery<R> {

        /** Has null in place of a row that cannot be read. */
        List<@Nullable R> rows(@Nullable Cursor after, int limit);
    }

    /** Reads a page, without the rows that cannot be read. */
    <R> Page<R> page(String subject, PageRequest page, ListQuery<R> query, Function<R, Cursor> cursorOf) {
        int limit = page.limit() + 1;
        while (true) {
            int most = limit;
            List<@Nullable R> rows = run(subject, () -> query.rows(page.after().orElse(null), most));
            List<R> valid = RowRepository.valid(rows);
            if (rows.size() < most || valid.size() > page.limit()) {
                return page.pageOf(valid, cursorOf);
            }
            // some rows are left out, so that more have to be read to fill the page
            limit *= 2;
        }
    }

    /**
     * Refuses to go on after a statement failed, even if the work caught the exception. Postgres accepts no further
     * statement then (its manual, 3.4), and SQLite may have rolled back automatically (lang_transaction.html, "Response
     * To Errors Within A Transaction"), so that later statements would be committed one by one.
     */
    void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether the exception is a failure of this transaction's database, and not of other code in the work. */
    boolean failedWith(StorageException exception) {
        return exception == failure;
    }

    void end() {
        ended = true;
        session.close();
    }

    private void requireRunning() {
        if (ended) {
            throw new IllegalStateException("This transaction has ended; use its repositories only while it runs.");
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("This transaction belongs to another thread.");
        }
    }
}
