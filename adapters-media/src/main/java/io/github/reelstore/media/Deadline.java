package io.github.reelstore.media;

import java.time.Duration;

/** The time limit for processing a file. A check takes about 20 ns, so every read checks it. */
final class Deadline {

    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    static Deadline in(Duration time) {
        return new Deadline(time);
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    void check() throws MalformedMediaException {
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
