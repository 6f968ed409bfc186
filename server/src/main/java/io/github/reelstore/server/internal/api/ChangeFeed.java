package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.RowChange;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.server.internal.http.EventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients which rows of their profile change. What this process commits is announced with its commit. Rows that other
 * processes create are found by a query of the newest rows, once a second and only while a client listens.
 */
final class ChangeFeed {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    private final Map<ProfileId, Watched> profiles = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final long pollMillis;
    private @Nullable ScheduledExecutorService poller;

    /**
     * A profile to which clients listen, or have listened.
     *
     * @param channel the changes
     * @param rows finds new rows
     */
    private record Watched(ChangeChannel channel, NewRows rows) {}

    /**
     * @param pollMillis the time between two queries
     */
    ChangeFeed(long pollMillis) {
        this.pollMillis = pollMillis;
    }

    /** Announces the changes of a transaction of this process. */
    void committed(ProfileId profile, List<RowChange> changes) {
        Optional.ofNullable(profiles.get(profile))
                .ifPresent(watched -> watched.channel().announce(changes));
    }

    /**
     * The events for a client.
     *
     * @param lastId the id of the last event that it got, if it was connected before
     */
    EventSource events(Reelstore store, Optional<String> lastId) {
        Watched watched = profiles.computeIfAbsent(store.profile(), profile -> watched(store));
        return listener -> listen(watched.channel(), lastId, listener);
    }

    private static Watched watched(Reelstore store) {
        NewRows rows = new NewRows(store);
        ChangeChannel channel = new ChangeChannel();
        rows.find().forEach(channel::know);
        return new Watched(channel, rows);
    }

    private Runnable listen(ChangeChannel channel, Optional<String> lastId, Consumer<String> listener) {
        channel.listen(lastId, listener);
        startPoller();
        return () -> {
            channel.unlisten(listener);
            stopPoller();
        };
    }

    private void startPoller() {
        lock.lock();
        try {
            if (poller == null) {
                ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, "reelstore-events");
                    thread.setDaemon(true);
                    return thread;
                });
                ScheduledFuture<?> unused =
                        started.scheduleWithFixedDelay(this::poll, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
                poller = started;
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopPoller() {
        lock.lock();
        try {
            boolean unused = profiles.values().stream()
                    .noneMatch(watched -> watched.channel().hasListeners());
            if (unused && poller != null) {
                poller.shutdown();
                poller = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void poll() {
        for (Watched watched : profiles.values()) {
            if (watched.channel().hasListeners()) {
                try {
                    poll(watched);
                } catch (RuntimeException e) {
                    // the next attempt finds what this one missed
                    LOG.log(System.Logger.Level.DEBUG, "New rows were not looked for.", e);
                }
            }
        }
    }

    private static void poll(Watched watched) {
        List<List<RowChange>> found = watched.rows().find();
        ChangeChannel channel = watched.channel();
        if (found.stream().anyMatch(table -> table.size() >= NewRows.MOST && channel.knowsNone(table))) {
            found.forEach(channel::know);
            channel.reset();
        } else {
            found.forEach(channel::announceNew);
        }
    }
}
