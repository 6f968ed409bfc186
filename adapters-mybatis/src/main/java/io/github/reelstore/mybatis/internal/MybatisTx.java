package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import io.github.reelstore.mybatis.internal.Database.Access;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

/** One running transaction: its session, and how its statements are run. */
final class MybatisTx implements Tx {

    private final SqlSession session;
    private final FailureTranslator failures;
    private final Access access;
    private final ProfileId profile;
    private final Instant now;
    private final Thread thread = Thread.currentThread();
    private @Nullable StorageException failure;
    private boolean ended;

    MybatisTx(SqlSession session, FailureTranslator failures, Access access, ProfileId profile, Instant now) {
        this.session = session;
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
    public MaintenanceRepository maintenance() {
        return new MybatisMaintenanceRepository(this);
    }

    <M> M mapper(Class<M> type) {
        requireRunning();
        return session.getMapper(type);
    }

    /**
     * Runs statements that write and says their failures in the domain's words. A transaction that only reads refuses here: by
     * then the database has seen nothing, so it can read on.
     *
     * @param subject the id or key they are about
     */
    <T> T write(String subject, Supplier<T> statements) {
        requireRunning();
        if (access == Access.READ) {
            throw new StorageException.Unsupported(
                    subject, "This transaction only reads; write in one of inTransaction.");
        }
        return run(subject, statements);
    }

    /**
     * Runs statements and says their failures in the domain's words.
     *
     * @param subject the id or key they are about
     */
    <T extends @Nullable Object> T run(String subject, Supplier<T> statements) {
        requireRunning();
        requireSound();
        try {
            return statements.get();
        } catch (PersistenceException e) {
            StorageException translated = failures.translate(subject, e);
            failure = translated;
            throw translated;
        }
    }

    /**
     * Refuses to go on after a statement failed, even if the work caught that. Postgres takes no further statement then (its
     * manual, 3.4), and SQLite may have rolled back by itself (lang_transaction.html, "Response To Errors Within A
     * Transaction"), so that what follows would be written on its own.
     */
    void requireSound() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether the exception tells of a failure of this transaction's database, and not of something else in the work. */
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
