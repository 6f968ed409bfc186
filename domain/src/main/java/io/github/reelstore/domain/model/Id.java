package io.github.reelstore.domain.model;

/**
 * What rows are known by. The types keep the id of one thing from being taken for that of another.
 *
 * <p>The constructors take any text, since databases that were not made here hold any text. Ids that come from people,
 * and those of new rows, go through {@code of}, which refuses what could not be part of a file's key.
 */
public sealed interface Id permits ProfileId, ChannelId, ProjectId, GenerationId, ImageId, AudioId {

    /** The id as it stands in the database. */
    String value();
}
