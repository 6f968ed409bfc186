package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fault.PortTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers the calls of repositories in read-only transactions, and does something after the first of these. */
record CountedTransactions(Transactions transactions, AtomicReference<Runnable> next, List<String> calls)
        implements Transactions {

    CountedTransactions(Transactions transactions, Runnable afterFirst) {
        this(transactions, new AtomicReference<>(afterFirst), new ArrayList<>());
    }

    /** Returns the calls since the last time, such as {@code before takes.jobs}. */
    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        return transactions.inTransaction(profile, work);
    }

    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        T read = PortTracer.watched(new Reading(transactions), this::note).inTransaction(profile, work);
        next.getAndSet(() -> {}).run();
        return read;
    }

    private void note(String step) {
        if (step.startsWith("before ") && step.contains(".")) {
            calls.add(step);
        }
    }

    @Override
    public void close() {
        transactions.close();
    }

    /** The tracer watches the calls of transactions that write. */
    private record Reading(Transactions transactions) implements Transactions {

        @Override
        public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
            return transactions.readOnly(profile, work);
        }

        @Override
        public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
            return transactions.readOnly(profile, work);
        }

        @Override
        public void close() {
            transactions.close();
        }
    }
}
