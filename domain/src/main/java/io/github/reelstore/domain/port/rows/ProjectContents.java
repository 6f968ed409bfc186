package io.github.reelstore.domain.port.rows;

/**
 * The rows that are deleted together with a project. Images and audio that videos of other projects use stay, and so do
 * videos of another program that uses the same database.
 *
 * @param videos the number of videos
 * @param images the number of images
 * @param audio the number of audio rows
 */
public record ProjectContents(int videos, int images, int audio) {

    /** No rows. */
    public static final ProjectContents NONE = new ProjectContents(0, 0, 0);
}
