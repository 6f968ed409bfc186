package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.util.function.Supplier;

/** Invalid arguments. The message says what to type instead. */
public final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUsage(String message) {
        super(message);
    }

    private WrongUsage(StorageException.InvalidInput cause) {
        super(cause.getMessage(), cause);
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
