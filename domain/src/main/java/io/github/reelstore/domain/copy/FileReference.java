package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopiedTable.FileColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that a row refers to.
 *
 * @param key its key
 * @param hash the SHA-256 in the row; empty if the row has none
 * @param size the size in the row; empty if the row has none
 * @param required whether the file must exist
 */
record FileReference(BlobKey key, Optional<ContentHash> hash, Optional<Long> size, boolean required) {

    /**
     * The files of a row of which {@link CopiedTable#keyAndFiles} was read.
     *
     * @param invalid receives a sentence for each that another program named in a way that no blob store accepts
     */
    static List<FileReference> of(CopiedTable table, CopiedRow row, Consumer<String> invalid) {
        List<FileReference> files = new ArrayList<>();
        int column = table.keyColumns();
        for (FileColumns file : table.files()) {
            @Nullable String key = row.values().get(column++);
            @Nullable String hash = file.hash().isPresent() ? row.values().get(column++) : null;
            @Nullable String size = file.size().isPresent() ? row.values().get(column++) : null;
            if (key != null) {
                try {
                    files.add(new FileReference(
                            new BlobKey(key),
                            Optional.ofNullable(hash).map(ContentHash::new),
                            Optional.ofNullable(size).map(Long::valueOf),
                            file.required()));
                } catch (StorageException.InvalidInput e) {
                    invalid.accept("The file of " + table.name() + " " + Messages.quoted(table.keyOf(row))
                            + " cannot be copied. " + e.getMessage());
                }
            }
        }
        return files;
    }
}
