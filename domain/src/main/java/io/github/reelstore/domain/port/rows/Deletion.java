package io.github.reelstore.domain.port.rows;

/**
 * The result of a deletion.
 *
 * @param rows the number of deleted rows: projects, videos, images and audio
 * @param tombstones the number of files that no row refers to any more and that await collection
 */
public record Deletion(int rows, int tombstones) {}
