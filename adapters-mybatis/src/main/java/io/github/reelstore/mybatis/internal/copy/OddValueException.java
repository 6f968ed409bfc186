package io.github.reelstore.mybatis.internal.copy;

import java.util.Optional;

/** A value that not every database can hold. */
public final class OddValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Optional<String> shown;

    /**
     * @param reason what is wrong, as the end of a sentence
     * @param shown how the store shows it; empty if it shows none
     */
    public OddValueException(String reason, Optional<String> shown) {
        super(reason, null, false, false);
        this.shown = shown;
    }

    Optional<String> shown() {
        return shown;
    }
}
