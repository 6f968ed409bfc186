package io.github.reelstore.media.internal.reader;

import java.time.Duration;

/** The time limit for processing a file. A check takes about 20 ns, so every read checks it. */
public final class Deadline {

    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    public void check() throws MalformedMediaException {
        if (isOver()) {
            throw MalformedMediaException.tooSlow(this);
        }
    }

    /** The time limit as text, such as {@code 10 s}. */
    @Override
    public String toString() {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
