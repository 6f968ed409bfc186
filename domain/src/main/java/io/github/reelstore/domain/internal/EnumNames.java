package io.github.reelstore.domain.internal;

import io.github.reelstore.domain.error.StorageException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the constants of enums by the names that they have in databases, in JSON and on the command line. */
public final class EnumNames {

    private EnumNames() {}

    /**
     * Returns the constant with a name.
     *
     * @param constants all constants of the enum
     * @param nameOf their names
     * @param name the name
     * @param subject the subject of the exception
     * @param sentence the beginning of its message, such as {@code A job is}
     * @throws StorageException.InvalidInput if there is no such constant; the message lists the names
     */
    public static <E extends Enum<E>> E parse(
            E[] constants, Function<E, String> nameOf, String name, String subject, String sentence) {
        return Arrays.stream(constants)
                .filter(constant -> nameOf.apply(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        subject,
                        sentence + " one of "
                                + Arrays.stream(constants).map(nameOf).collect(Collectors.joining(", "))
                                + "; not " + Messages.quoted(name) + "."));
    }
}
