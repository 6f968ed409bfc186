package io.github.reelstore.testtools;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One database for all tests of a class, emptied before each: to open one takes longer than most of the contracts'
 * tests. A test that closes it gets what a closed database does; the next test then gets a new one.
 */
public final class ReusedDatabase {

    private final Function<Clock, Transactions> opening;
    private final Runnable emptying;
    private final TestsClock clock = new TestsClock();
    private @Nullable Reused current;

    /**
     * @param opening opens the database
     * @param emptying deletes all of its rows, and gives it a new store id
     */
    public ReusedDatabase(Function<Clock, Transactions> opening, Runnable emptying) {
        this.opening = opening;
        this.emptying = emptying;
    }

    /** The empty database, whose transactions take their time from the clock. */
    public Transactions empty(Clock testsClock) {
        clock.current = testsClock;
        Reused reused = current;
        if (reused == null || reused.closed) {
            reused = new Reused(opening.apply(clock));
            current = reused;
        }
        emptying.run();
        return reused;
    }

    /** Closes the database after the last test. */
    public void close() {
        if (current != null) {
            current.close();
        }
    }

    /** The clock of the test that runs. */
    private static final class TestsClock extends Clock {

        private volatile Clock current = Clock.systemUTC();

        @Override
        public Instant instant() {
            return current.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("transactions only ask for the instant");
        }
    }

    private static final class Reused implements Transactions {

        private final Transactions database;
        private boolean closed;

        Reused(Transactions database) {
            this.database = database;
        }

        @Override
        public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
            return database.inTransaction(profile, work);
        }

        @Override
        public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
            return database.readOnly(profile, work);
        }

        @Override
        public void close() {
            database.close();
            closed = true;
        }
    }
}
