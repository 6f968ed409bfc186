package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;

/**
 * An undeleted file.
 *
 * @param key the key of the file
 * @param project the project that it belongs to now
 * @param row the type of the row that refers to it
 * @param rowId the id of the row
 */
public record UndeleteResult(BlobKey key, ProjectId project, EntityType row, String rowId) {}
