package io.github.reelstore.media.internal.thumbnail;

/**
 * The subsampling of an image while it is decoded: of so many columns and rows, one is kept.
 *
 * @param across of columns
 * @param down of rows
 */
record Steps(int across, int down) {

    /** A maximum number of pixels that are kept, about 67 MB. Images of up to this size are averaged as a whole. */
    static final long MANY = 1 << 24;

    /** A maximum for a small heap, still enough for a smooth result. */
    static final long FEW = 1 << 22;

    /** The smallest steps for an image of this size; those of the longer side are larger. */
    static Steps of(long width, long height, long maxKept) {
        Steps steps = new Steps(1, 1);
        while (steps.kept(width, height) > maxKept) {
            steps = width / steps.across >= height / steps.down
                    ? new Steps(steps.across + 1, steps.down)
                    : new Steps(steps.across, steps.down + 1);
        }
        return steps;
    }

    /** The number of pixels that are kept of an image of this size. */
    long kept(long width, long height) {
        return (width + across - 1) / across * ((height + down - 1) / down);
    }
}
