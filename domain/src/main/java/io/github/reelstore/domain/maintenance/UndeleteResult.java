package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;

/**
 * A file that was brought back.
 *
 * @param key the file
 * @param project whose it is now
 * @param row which kind of row refers to it
 * @param rowId its id
 */
public record UndeleteResult(BlobKey key, ProjectId project, EntityType row, String rowId) {}
