package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A position in a list that is ordered by (created_at, id): after the row with these values. The text form is opaque. A
 * cursor stays valid when rows are added or removed, including its own row.
 *
 * @param createdAt the creation time of the row, UTC, with a precision of microseconds
 * @param id the id of the row
 */
public record Cursor(Instant createdAt, String id) {

    private static final byte FORMAT = 1;
    private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES;

    /**
     * Checks the time.
     *
     * @throws StorageException.InvalidInput if the time is finer than a microsecond, or not in the years 1 to 9999
     */
    public Cursor {
        Validate.micros("cursor", createdAt);
    }

    /** Encodes the cursor as text: letters, digits, {@code -} and {@code _}. */
    public String encode() {
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[FIXED_BYTES + idBytes.length];
        ByteBuffer writer = ByteBuffer.wrap(bytes).put(FORMAT).putLong(micros()).put(idBytes);
        writer.putInt(checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Microseconds since 1970. {@code MICROS.between} would overflow: it counts nanoseconds first, for 300 years at
     * most.
     */
    private long micros() {
        return createdAt.getEpochSecond() * 1_000_000 + createdAt.getNano() / 1_000;
    }

    /**
     * Parses the result of {@link #encode}.
     *
     * @throws StorageException.InvalidInput if the text is not a cursor; a checksum detects truncated and mistyped ones
     */
    public static Cursor parse(String text) {
        byte[] bytes = decode(text);
        if (bytes.length < FIXED_BYTES) {
            throw refused(text);
        }
        ByteBuffer idBytes = ByteBuffer.wrap(bytes, 1 + Long.BYTES, bytes.length - FIXED_BYTES);
        long micros = ByteBuffer.wrap(bytes).getLong(1);
        try {
            String id = StandardCharsets.UTF_8.newDecoder().decode(idBytes).toString();
            Cursor cursor = new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id);
            // this checks format and checksum, and that the Base64 text is the canonical one
            if (!cursor.encode().equals(text)) {
                throw refused(text);
            }
            return cursor;
        } catch (CharacterCodingException | ArithmeticException | DateTimeException | StorageException.InvalidInput e) {
            throw refused(text);
        }
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
    }

    /** The CRC-32 of all bytes except the last four, which contain it. */
    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static StorageException.InvalidInput refused(String text) {
        return new StorageException.InvalidInput(
                "cursor", Messages.quoted(text) + " is not a cursor; use one that a page returned.");
    }

    @Override
    public String toString() {
        return encode();
    }
}
