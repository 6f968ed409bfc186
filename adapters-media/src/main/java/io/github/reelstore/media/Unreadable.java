package io.github.reelstore.media;

import java.io.IOException;

/** The bytes cannot be read further: they end, make no sense, or it takes too long. What was found by then stands. */
final class Unreadable extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what is wrong, for a person
     */
    private Unreadable(String sentence) {
        super(sentence);
    }

    static Unreadable ends() {
        return new Unreadable("The file ends too early.");
    }

    static Unreadable tooSlow(Deadline deadline) {
        return new Unreadable("Reading the file was stopped after " + deadline + ".");
    }

    /** The part is named for a person: {@code the header}. */
    static Unreadable damaged(String part) {
        return new Unreadable("The file is damaged: " + part + " makes no sense.");
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
