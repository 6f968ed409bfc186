package io.github.reelstore.domain.port.rows;

/**
 * What a deletion did.
 *
 * @param rows how many rows went away: projects, generations, images and speech
 * @param tombstones how many files nothing refers to any more, and await collection
 */
public record Deletion(int rows, int tombstones) {}
