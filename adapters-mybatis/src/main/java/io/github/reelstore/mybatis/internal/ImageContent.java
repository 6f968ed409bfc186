package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import java.util.Optional;

/** What an image contains. */
record ImageContent(ImageId id, Optional<ContentHash> contentHash) {}
