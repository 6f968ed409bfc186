package io.github.reelstore.testtools;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Many threads of several processes reserve amounts of one budget, until not even the smallest unit is left. */
public final class BudgetRace {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
    private static final int LARGEST = 9;

    private BudgetRace() {}

    private static Budget budget(long limit) {
        return new Budget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Currency.getInstance("USD"), limit, AT);
    }

    /**
     * Runs the race, and checks that the processes have reserved the limit exactly, as the budget says too.
     *
     * @param starter starts one process, which calls {@link #runProcess} with the same number of threads
     */
    public static void run(Transactions store, long limit, int processes, Callable<Process> starter) throws Exception {
        store.inTransaction(PROFILE, tx -> {
            tx.budgets().put(budget(limit));
            return true;
        });
        long reserved = 0;
        int taking = 0;
        for (String answer : RacingProcesses.run(Collections.nCopies(processes, starter))) {
            long own = Long.parseLong(answer);
            reserved += own;
            taking += own > 0 ? 1 : 0;
        }
        long spent = store.readOnly(PROFILE, tx -> tx.budgets().spent(budget(limit), AT));
        if (reserved != limit || spent != limit || taking < 2) {
            throw new AssertionError("of the limit of " + limit + ", " + spent + " is spent, and " + taking
                    + " processes have reserved " + reserved);
        }
    }

    /** The work of one process: starts when it reads a line, and prints what its threads have reserved. */
    public static void runProcess(Transactions store, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                work.add(() -> reserveAll(store));
            }
            RacingProcesses.awaitStart();
            long reserved = 0;
            for (Future<Long> done : pool.invokeAll(work)) {
                reserved += done.get();
            }
            System.out.println(reserved);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long reserveAll(Transactions store) {
        long reserved = 0;
        while (true) {
            long amount = ThreadLocalRandom.current().nextLong(1, LARGEST);
            if (reserve(store, amount)) {
                reserved += amount;
            } else if (reserve(store, 1)) {
                reserved++;
            } else {
                return reserved;
            }
        }
    }

    private static boolean reserve(Transactions store, long amount) {
        while (true) {
            try {
                return store.inTransaction(PROFILE, tx -> tx.budgets().reserve(budget(0), AT, amount));
            } catch (StorageException.Unavailable e) {
                if (!e.isRetryable()) {
                    throw e;
                }
            }
        }
    }
}
