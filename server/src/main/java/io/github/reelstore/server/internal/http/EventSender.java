package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.model.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to a client as they come, for as long as it listens. It holds no thread. The stream of a client that does not
 * keep up is ended: the client connects again, and learns that it has missed something.
 */
final class EventSender extends IteratingCallback {

    private static final int MOST_WAITING = 1_000;

    /** A comment, which keeps proxies and the idle timeout from ending a quiet stream. */
    private static final String STILL_HERE = ":\n\n";

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Request request;
    private final Response response;
    private final ProfileId profile;
    private final BooleanSupplier loggedIn;
    private final Callback done;
    private final long quietMillis;
    private final Consumer<EventSender> whenEnded;
    private @Nullable Runnable end;
    private boolean ended;
    private boolean last;

    /**
     * @param profile the profile whose events these are
     * @param loggedIn whether the client may still have them
     * @param quietMillis after which time without an event a comment is sent
     * @param whenEnded called when the stream has ended
     */
    EventSender(
            Request request,
            Response response,
            ProfileId profile,
            BooleanSupplier loggedIn,
            long quietMillis,
            Consumer<EventSender> whenEnded,
            Callback done) {
        this.request = request;
        this.response = response;
        this.profile = profile;
        this.loggedIn = loggedIn;
        this.quietMillis = quietMillis;
        this.whenEnded = whenEnded;
        this.done = done;
    }

    ProfileId profile() {
        return profile;
    }

    void begin(EventSource source) {
        request.addFailureListener(failure -> stop());
        offer(STILL_HERE);
        Runnable ending = source.begin(this::offer);
        lock.lock();
        try {
            end = ending;
        } finally {
            lock.unlock();
        }
        if (isEnded()) {
            ending.run();
        }
        beat();
    }

    private void beat() {
        request.getComponents()
                .getScheduler()
                .schedule(
                        () -> {
                            if (!isEnded()) {
                                offer(STILL_HERE);
                                beat();
                            }
                        },
                        quietMillis,
                        TimeUnit.MILLISECONDS);
    }

    private boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void offer(String event) {
        if (!loggedIn.getAsBoolean()) {
            stop();
            return;
        }
        boolean full;
        lock.lock();
        try {
            full = waiting.size() >= MOST_WAITING;
            if (!full && !ended) {
                waiting.add(event);
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            abort(new IllegalStateException("The client does not keep up with the events."));
        } else {
            iterate();
        }
    }

    /** Ends the stream after what is waiting, such as when the server stops, or the client has logged out. */
    void stop() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        iterate();
    }

    @Override
    protected Action process() {
        String text;
        lock.lock();
        try {
            if (last) {
                return Action.SUCCEEDED;
            }
            if (waiting.isEmpty() && !ended) {
                return Action.IDLE;
            }
            text = String.join("", waiting);
            waiting.clear();
            last = ended;
        } finally {
            lock.unlock();
        }
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        unsubscribe();
        done.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        unsubscribe();
        done.failed(cause);
    }

    private void unsubscribe() {
        Runnable ending;
        lock.lock();
        try {
            ended = true;
            ending = end;
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            ending.run();
        }
        whenEnded.accept(this);
    }
}
