package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rule for one segment of a key, which is also the rule for new ids, since ids become segments. */
public final class KeySegment {

    /** The most characters a segment may have. */
    public static final int MAX_LENGTH = 100;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~@+=-]*");

    /**
     * Names that Windows gives to devices, with or without an extension (Microsoft, "Naming Files, Paths, and
     * Namespaces").
     */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$)(\\..*)?");

    private KeySegment() {}

    /**
     * Checks one segment.
     *
     * @param what what the segment is, for the message: {@code key}, {@code project id}
     * @param segment the text to check
     * @param whole what the person gave, for the message
     * @throws StorageException.InvalidInput if it cannot be a segment
     */
    public static void check(String what, String segment, String whole) {
        if (segment.isEmpty()) {
            throw refused(what, whole, "it is empty, or has an empty part between slashes");
        }
        if (segment.length() > MAX_LENGTH) {
            throw refused(what, whole, "it is longer than " + MAX_LENGTH + " characters");
        }
        if (!ALLOWED.matcher(segment).matches()) {
            throw refused(what, whole, "only letters A to Z, digits and . _ ~ @ + = - may stand in it");
        }
        if (segment.startsWith(".") || segment.endsWith(".")) {
            throw refused(what, whole, "it must not start or end with a dot");
        }
        if (RESERVED.matcher(segment.toLowerCase(Locale.ROOT)).matches()) {
            throw refused(what, whole, "Windows reserves that name");
        }
    }

    private static StorageException.InvalidInput refused(String what, String whole, String why) {
        return new StorageException.InvalidInput(
                what, Quoted.shortened(whole) + " is not a valid " + what + ": " + why + ".");
    }
}
