package io.github.reelstore.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** The submits a second and the unfinished jobs that each API key may have. */
final class KeyLimits {

    private static final long SECOND = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final int rate;
    private final int inFlight;
    private final List<Usage> usages = new ArrayList<>();

    /** What a key uses: when its last submits were accepted, and when its unfinished jobs are done. */
    private static final class Usage {
        private final Deque<Long> accepted = new ArrayDeque<>();
        private final Queue<Long> done = new PriorityQueue<>();
    }

    KeyLimits(SimulatorConfig config) {
        rate = config.count(SimulatorSetting.LIMIT_RATE);
        inFlight = config.count(SimulatorSetting.LIMIT_IN_FLIGHT);
        config.names(SimulatorSetting.KEYS).forEach(key -> usages.add(new Usage()));
    }

    /** Counts a job if the limits of its key allow it. Returns whether they do. */
    boolean take(int key, long now, long doneAt) {
        lock.lock();
        try {
            Usage usage = usages.get(key);
            while (!usage.accepted.isEmpty() && usage.accepted.getFirst() <= now - SECOND) {
                usage.accepted.removeFirst();
            }
            usage.done.removeIf(time -> time <= now);
            if ((rate > 0 && usage.accepted.size() >= rate) || (inFlight > 0 && usage.done.size() >= inFlight)) {
                return false;
            }
            if (rate > 0) {
                usage.accepted.addLast(now);
            }
            if (inFlight > 0) {
                usage.done.add(doneAt);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
