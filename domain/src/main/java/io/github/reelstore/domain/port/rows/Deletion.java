package io.github.reelstore.domain.port.rows;

/**
 * The result of a deletion.
 *
 * @param rows the number of deleted rows: projects, videos, images and audio
 * @param tombstones the number of files that no row refers to any more and that await collection
 * @param contents the rows that were deleted with a project; {@link ProjectContents#NONE} if another row was deleted
 */
public record Deletion(int rows, int tombstones, ProjectContents contents) {

    /** The deletion of a row without contents. */
    public Deletion(int rows, int tombstones) {
        this(rows, tombstones, ProjectContents.NONE);
    }
}
