package io.github.reelstore.domain.model;

/**
 * The id of a row. Each type of row has its own id type, so that ids cannot be mixed up.
 *
 * <p>The constructors accept any text, since databases of other programs contain any text. Use {@code of} for user
 * input and for new rows: it refuses ids that cannot be part of a key.
 */
public sealed interface Id permits ProfileId, ChannelId, ProjectId, GenerationId, ImageId, AudioId, JobId {

    /** The id as stored in the database. */
    String value();
}
