package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.util.function.Supplier;

/** Invalid arguments. The message says what to type instead. */
public final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean missing;

    public WrongUsage(String message) {
        super(message);
        this.missing = false;
    }

    private WrongUsage(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    /** A required argument is missing; the message ends with a reference to the help, like the parser's. */
    public static WrongUsage missing(String message) {
        return new WrongUsage(message, true);
    }

    public boolean isMissing() {
        return missing;
    }

    private WrongUsage(StorageException.InvalidInput cause) {
        super(cause.getMessage(), cause);
        this.missing = false;
    }

    /** Returns the value; {@link StorageException.InvalidInput InvalidInput} becomes wrong usage. */
    public static <T> T unless(Supplier<T> valid) {
        try {
            return valid.get();
        } catch (StorageException.InvalidInput e) {
            throw new WrongUsage(e);
        }
    }
}
