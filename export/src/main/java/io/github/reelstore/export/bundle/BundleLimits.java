package io.github.reelstore.export.bundle;

/**
 * The largest bundle that is read, and so the largest that is written.
 *
 * @param files the number of files
 * @param bytes the size of all files in bytes
 * @param rows the number of rows
 * @param kept the size in bytes of the {@linkplain BundleTable#KEPT rows that are kept in memory}, and of the ids of the others
 * @param ratio how many times its stored size an entry of an archive may be, and all of them together, once that is more than a MiB
 */
record BundleLimits(int files, long bytes, int rows, long kept, int ratio) {

    static final BundleLimits DEFAULT = new BundleLimits(1_000_000, 1L << 44, 5_000_000, 128 << 20, 200);

    /** What an id takes in memory besides its characters, about: it is kept in several maps. */
    private static final long ID = 64;

    /** The size of an id that is kept in memory. */
    static long kept(String id) {
        return ID + id.length();
    }

    void requireFiles(long count) {
        if (count > files) {
            throw Bundles.refused("it has more than " + files + " files");
        }
    }

    void requireKept(long count) {
        if (count > kept) {
            throw Bundles.refused("its storyboard, the links of its videos and the ids of its rows have more than "
                    + (kept >> 20) + " MiB");
        }
    }

    void requireBytes(long count) {
        if (count > bytes) {
            throw Bundles.refused("its files have more than " + bytes + " bytes");
        }
    }
}
