package io.github.reelstore.media;

import java.io.IOException;

/** The bytes cannot be read further: they end, make no sense, or it takes too long. What was found by then stands. */
final class MalformedMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what is wrong, for a person
     */
    private MalformedMediaException(String sentence) {
        super(sentence);
    }

    static MalformedMediaException ends() {
        return new MalformedMediaException("The file ends too early.");
    }

    static MalformedMediaException tooSlow(Deadline deadline) {
        return new MalformedMediaException("Reading the file was stopped after " + deadline + ".");
    }

    /** The part is named for a person: {@code the header}. */
    static MalformedMediaException damaged(String part) {
        return new MalformedMediaException("The file is damaged: " + part + " makes no sense.");
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
