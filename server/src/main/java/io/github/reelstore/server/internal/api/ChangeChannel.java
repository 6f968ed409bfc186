package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.RowChange;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The latest changes of a profile, numbered, and the clients that listen to them. */
final class ChangeChannel {

    /** A client that was away for longer reads everything again. */
    private static final int KEPT = 1_000;

    /** Rows whose creation was announced, so that it is not announced again. */
    private static final int KNOWN = 10_000;

    private static final String STORYBOARD = "storyboard";

    /** What an event names as its kind. */
    static final List<String> KINDS = Stream.concat(
                    Arrays.stream(EntityType.values()).map(ChangeChannel::kind), Stream.of(STORYBOARD))
            .toList();

    /** What an event names as its action. */
    static final List<String> ACTIONS = Arrays.stream(RowChange.Action.values())
            .map(ChangeChannel::action)
            .distinct()
            .toList();

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");
    private static final String RESET = "reset";

    private final ReentrantLock lock = new ReentrantLock();

    /** Tells the numbers of this process from those of another. */
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);

    private final Deque<Event> events = new ArrayDeque<>();
    /** A listener that fails removes itself while it is called. */
    private final Set<Consumer<String>> listeners = new CopyOnWriteArraySet<>();

    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    });
    private long last;

    private record Event(long number, String text) {}

    /**
     * Adds a listener.
     *
     * @param lastId the id of the last event that the client got, if it was connected before
     */
    void listen(Optional<String> lastId, Consumer<String> listener) {
        lock.lock();
        try {
            if (lastId.isPresent()) {
                Optional<Long> number = number(lastId.get());
                if (number.isPresent()) {
                    events.stream()
                            .filter(event -> event.number() > number.get())
                            .forEach(event -> listener.accept(event.text()));
                } else {
                    listener.accept(text(last, RESET, new JsonObject()));
                }
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    /** The number in an id from which on all events are kept. */
    private Optional<Long> number(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches() || !matcher.group(1).equals(epoch)) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(2));
        long oldest = events.isEmpty() ? last : events.getFirst().number() - 1;
        return number >= oldest && number <= last ? Optional.of(number) : Optional.empty();
    }

    void unlisten(Consumer<String> listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock: the feed asks while it holds its own, and a listener that fails asks the feed. */
    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Announces changes that were made by this process. */
    void announce(List<RowChange> changes) {
        lock.lock();
        try {
            for (RowChange change : changes) {
                if (change.action() == RowChange.Action.DELETED) {
                    // it may be restored
                    known.remove(change.id());
                }
                if (change.action() != RowChange.Action.CREATED || known.add(change.id())) {
                    announce(change);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Announces rows that were found, unless their creation was announced already. */
    void announceNew(List<RowChange> found) {
        lock.lock();
        try {
            found.stream().filter(change -> known.add(change.id())).forEach(this::announce);
        } finally {
            lock.unlock();
        }
    }

    /** Remembers rows that the clients know, because they exist. */
    void know(List<RowChange> found) {
        lock.lock();
        try {
            found.forEach(change -> known.add(change.id()));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the creation of none of these rows was announced. */
    boolean knowsNone(List<RowChange> found) {
        lock.lock();
        try {
            return found.stream().noneMatch(change -> known.contains(change.id()));
        } finally {
            lock.unlock();
        }
    }

    /** Tells the clients to read everything again. */
    void reset() {
        publish(RESET, new JsonObject());
    }

    private void announce(RowChange change) {
        publish(
                "change",
                new JsonObject()
                        .with("action", action(change.action()))
                        .with("kind", kind(change))
                        .with("id", change.id())
                        .with("projectId", change.project()));
    }

    private static String action(RowChange.Action action) {
        return action == RowChange.Action.STORYBOARD_UPDATED
                ? "updated"
                : action.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(RowChange change) {
        return change.action() == RowChange.Action.STORYBOARD_UPDATED ? STORYBOARD : kind(change.kind());
    }

    private static String kind(EntityType table) {
        return table == EntityType.GENERATION ? "video" : table.value();
    }

    private void publish(String name, JsonObject data) {
        lock.lock();
        try {
            last++;
            Event event = new Event(last, text(last, name, data));
            events.add(event);
            if (events.size() > KEPT) {
                events.removeFirst();
            }
            listeners.forEach(listener -> listener.accept(event.text()));
        } finally {
            lock.unlock();
        }
    }

    private String text(long number, String name, JsonObject data) {
        return "id: " + epoch + "-" + number + "\nevent: " + name + "\ndata: " + JsonOutput.of(data) + "\n\n";
    }
}
