package io.github.reelstore.domain.internal;

import io.github.reelstore.domain.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules for a segment of a key, and for new ids, which become segments. */
public final class KeySegment {

    /** The maximum length in characters of an id that becomes part of a key. */
    public static final int MAX_ID_LENGTH = 100;

    /** The maximum length of a segment in characters: that of an id with the longest extension. */
    public static final int MAX_LENGTH = MAX_ID_LENGTH + 5;

    /** By character. */
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~@+=-"
                .chars()
                .forEach(c -> ALLOWED[c] = true);
    }

    /**
     * Device names of Windows, with or without an extension (Microsoft, "Naming Files, Paths, and Namespaces").
     */
    private static final Set<String> RESERVED = Stream.concat(
                    Stream.of("con", "prn", "aux", "nul", "conin$", "conout$"),
                    IntStream.range(0, 10).boxed().flatMap(i -> Stream.of("com" + i, "lpt" + i)))
            .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_RESERVED = "conout$".length();

    /** Segments that replace an id, in upper or lower case, since some file systems are case-insensitive. */
    private static final Pattern REPLACEMENT = Pattern.compile("~[0-9A-Fa-f]{64}");

    private KeySegment() {}

    /**
     * The segment for an id: the id itself if it is a valid segment. Ids that other programs wrote may not be; their
     * segment is {@code ~} and the SHA-256 of the id in UTF-8, so that each id has its own segment on every backend. An
     * id that looks like such a segment is replaced as well, so that it cannot collide with that of another id.
     */
    public static String of(String id) {
        return of(id, MAX_ID_LENGTH);
    }

    /** The same with a limit on the length. */
    public static String of(String id, int maxLength) {
        boolean fits = isId(id) && id.length() <= maxLength;
        return fits && !REPLACEMENT.matcher(id).matches() ? id : hashOf(id);
    }

    /** The id of a segment; empty if the segment contains the hash of an id, or is not the segment of an id. */
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

    /** A segment that is unique for the text: {@code ~} and the SHA-256 of its UTF-8. */
    public static String hashOf(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "~" + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }

    /**
     * Checks an id that becomes part of a key.
     *
     * @param what the name of the id for the message, such as {@code project id}
     * @param id the text to check
     * @throws StorageException.InvalidInput if it is not a valid id
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
     * @param what the name of the value for the message, such as {@code key} or {@code project id}
     * @param segment the text to check
     * @param whole the whole value as it was given, for the message
     * @throws StorageException.InvalidInput if it is not a valid segment
     */
    public static void check(String what, String segment, String whole) {
        if (segment.isEmpty()) {
            throw refused(what, whole, "it is empty, or has an empty part between slashes");
        }
        if (segment.length() > MAX_LENGTH) {
            throw refused(what, whole, "it is longer than " + MAX_LENGTH + " characters");
        }
        if (!isAllowed(segment)) {
            throw refused(what, whole, "only letters A to Z, digits and . _ ~ @ + = - are allowed");
        }
        if (segment.startsWith(".") || segment.endsWith(".")) {
            throw refused(what, whole, "it must not start or end with a dot");
        }
        if (isReserved(segment)) {
            throw refused(what, whole, "Windows reserves that name");
        }
    }

    private static boolean isAllowed(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (!isAllowed(segment.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c < ALLOWED.length && ALLOWED[c];
    }

    private static boolean isReserved(String segment) {
        int dot = segment.indexOf('.');
        int length = dot < 0 ? segment.length() : dot;
        return length <= LONGEST_RESERVED
                && RESERVED.contains(segment.substring(0, length).toLowerCase(Locale.ROOT));
    }

    private static StorageException.InvalidInput refused(String what, String whole, String why) {
        return new StorageException.InvalidInput(
                what, Messages.quoted(whole) + " is not a valid " + what + ": " + why + ".");
    }
}
