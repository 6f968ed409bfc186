package io.github.reelstore.media;

import java.time.Duration;

/** When work on a file has to end. Asking takes some 20 ns, so it is asked wherever bytes are read. */
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

    /** In words. */
    @Override
    public String toString() {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
