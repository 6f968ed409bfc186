package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.MadeFrom;
import java.util.Optional;

/**
 * An image that a request sends along. Its content is what identifies the request: it stays the same when another row has the
 * image.
 *
 * @param role the role of the image
 * @param position the position among the inputs of the same role, from 0
 * @param hash the content of the image
 * @param image the row of the image, which the generated video will refer to
 */
public record JobInput(InputRole role, int position, ContentHash hash, Optional<ImageId> image) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the position is negative
     */
    public JobInput {
        Validate.notNegative("position", position);
    }

    /** An image whose row does not matter. */
    public JobInput(InputRole role, int position, ContentHash hash) {
        this(role, position, hash, Optional.empty());
    }

    /** The image without its row. */
    public MadeFrom.SentImage asSent() {
        return new MadeFrom.SentImage(role, position, hash);
    }
}
