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
 * A place in a list that is ordered by (created_at, id): after the row that has these. Its text form is opaque; it stays
 * valid whatever is added or removed, also when that row is.
 *
 * @param createdAt the row's, UTC, microseconds at most
 * @param id the row's
 */
public record Cursor(Instant createdAt, String id) {

    private static final byte FORMAT = 1;
    private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES;

    /**
     * Checks the time.
     *
     * @throws StorageException.InvalidInput if it is finer than a microsecond, or not in the years 1 to 9999
     */
    public Cursor {
        Validate.micros("cursor", createdAt);
    }

    /** The text that {@link #parse} reads: letters, digits, {@code -} and {@code _}. */
    public String encode() {
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[FIXED_BYTES + idBytes.length];
        ByteBuffer writer = ByteBuffer.wrap(bytes).put(FORMAT).putLong(micros()).put(idBytes);
        writer.putInt(checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Since 1970. Not by {@code MICROS.between}, which counts nanoseconds first, and those of 300 years overflow. */
    private long micros() {
        return createdAt.getEpochSecond() * 1_000_000 + createdAt.getNano() / 1_000;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws StorageException.InvalidInput if it is anything else; the checksum tells cut or mistyped ones
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
            // so format and checksum are right, and of the texts that Base64 has for the same bytes it is ours
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

    /** Over all but the last four bytes, where it stands. */
    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static StorageException.InvalidInput refused(String text) {
        return new StorageException.InvalidInput(
                "cursor", Messages.quoted(text) + " is not a cursor of a list; use one as a page gave it.");
    }

    @Override
    public String toString() {
        return encode();
    }
}
