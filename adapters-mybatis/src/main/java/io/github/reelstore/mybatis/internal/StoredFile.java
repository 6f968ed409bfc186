package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A {@link StoredBlob}, and the row that refers to it. */
record StoredFile(
        EntityType kind, String id, BlobKey filePath, Optional<ContentHash> contentHash, Optional<Long> byteSize) {

    StoredBlob toBlob() {
        return new StoredBlob(filePath, contentHash, byteSize);
    }

    /** The table of a row, whose first column is the kind. */
    static MappedTable table(List<?> values) {
        return Arrays.stream(MappedTable.values())
                .filter(table -> table.type().equals(values.get(0)))
                .findFirst()
                .orElseThrow();
    }
}
