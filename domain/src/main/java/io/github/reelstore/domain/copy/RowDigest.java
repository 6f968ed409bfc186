package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.CanonicalJson;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A SHA-256 over values in one form, whatever the database: each with its length, so that neighbours cannot be mistaken. */
final class RowDigest {

    private static final int BYTE = 8;

    private final MessageDigest hash = ContentHash.newDigest();

    /** Adds a name, or a digest. */
    void add(String text) {
        addValue(text);
    }

    void add(List<CopiedColumn> columns, CopiedRow row) {
        for (int i = 0; i < columns.size(); i++) {
            addValue(canonical(columns.get(i), row.values().get(i)));
        }
    }

    void addValue(@Nullable String value) {
        if (value == null) {
            hash.update((byte) 0);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        hash.update((byte) 1);
        for (int shift = Integer.SIZE - BYTE; shift >= 0; shift -= BYTE) {
            hash.update((byte) (bytes.length >>> shift));
        }
        hash.update(bytes);
    }

    String value() {
        return ContentHash.of(hash).value();
    }

    /** Whether two rows have the same values. */
    static boolean isSame(List<CopiedColumn> columns, CopiedRow a, CopiedRow b) {
        for (int i = 0; i < columns.size(); i++) {
            @Nullable String left = a.values().get(i);
            @Nullable String right = b.values().get(i);
            if (!Objects.equals(left, right)
                    && !Objects.equals(canonical(columns.get(i), left), canonical(columns.get(i), right))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String canonical(CopiedColumn column, @Nullable String value) {
        if (value == null || column.kind() != CopiedColumn.Kind.JSON) {
            return value;
        }
        try {
            return CanonicalJson.exact(new JsonText(value));
        } catch (StorageException.InvalidInput e) {
            // stored by another program; both sides have the same text then, or differ
            return value;
        }
    }
}
