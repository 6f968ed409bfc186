package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.RowKind;

/**
 * A file that was brought back.
 *
 * @param key the file
 * @param project whose it is now
 * @param row which kind of row refers to it
 * @param rowId its id
 */
public record Undeleted(BlobKey key, ProjectId project, RowKind row, String rowId) {}
