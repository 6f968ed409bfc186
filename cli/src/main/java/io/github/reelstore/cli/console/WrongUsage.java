package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.util.function.Supplier;

/** What was typed cannot be meant so. The message says what to type instead. */
public final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUsage(String message) {
        super(message);
    }

    private WrongUsage(StorageException.InvalidInput cause) {
        super(cause.getMessage(), cause);
    }

    /** Makes something of what was typed; a value that is not valid there is wrong usage. */
    public static <T> T unless(Supplier<T> valid) {
        try {
            return valid.get();
        } catch (StorageException.InvalidInput e) {
            throw new WrongUsage(e);
        }
    }
}
