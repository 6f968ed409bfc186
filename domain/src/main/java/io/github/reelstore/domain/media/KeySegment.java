package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for one segment of a key, and for new ids, since ids become segments. */
public final class KeySegment {

    /** The most characters an id may have that becomes part of a key. */
    public static final int MAX_ID_LENGTH = 100;

    /** The most characters a segment may have: an id with the longest extension. */
    public static final int MAX_LENGTH = MAX_ID_LENGTH + 5;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~@+=-]*");

    /**
     * Names that Windows gives to devices, with or without an extension (Microsoft, "Naming Files, Paths, and
     * Namespaces").
     */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$)(\\..*)?");

    /** What stands for other ids, in any case, since there are disks that do not tell the cases apart. */
    private static final Pattern STANDS_FOR_ANOTHER = Pattern.compile("~[0-9A-Fa-f]{64}");

    private KeySegment() {}

    /**
     * The segment that stands for an id: the id itself where it can be one; else, for ids of databases that other programs
     * wrote, {@code ~} and the SHA-256 of its UTF-8, so that each id has a segment of its own on every backend. An id that
     * looks like that is stood for as well, since it would take the place of another one's files.
     */
    public static String of(String id) {
        return of(id, MAX_ID_LENGTH);
    }

    /** The same where fewer characters have room. */
    public static String of(String id, int mostCharacters) {
        boolean fits = isId(id) && id.length() <= mostCharacters;
        return fits && !STANDS_FOR_ANOTHER.matcher(id).matches() ? id : hashOf(id);
    }

    /** The id that a segment stands for; empty if the segment stands for an id by its hash, or is none of an id. */
    public static Optional<String> idOf(String segment) {
        return Optional.of(segment).filter(id -> of(id).equals(id));
    }

    private static boolean isId(String id) {
        try {
            checkId("id", id);
            return true;
        } catch (StorageException.InvalidInput e) {
            return false;
        }
    }

    /** A segment of its own for each text. */
    public static String hashOf(String text) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return "~" + ContentHash.of(digest);
    }

    /**
     * Checks an id that shall become part of a key.
     *
     * @param what what it is the id of, for the message: {@code project id}
     * @param id the text to check
     * @throws StorageException.InvalidInput if it cannot be one
     */
    public static void checkId(String what, String id) {
        if (id.length() > MAX_ID_LENGTH) {
            throw refused(what, id, "it is longer than " + MAX_ID_LENGTH + " characters");
        }
        check(what, id, id);
    }

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
                what, Messages.quoted(whole) + " is not a valid " + what + ": " + why + ".");
    }
}
