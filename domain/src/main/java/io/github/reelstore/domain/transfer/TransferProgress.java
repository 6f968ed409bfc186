package io.github.reelstore.domain.transfer;

/** Is called with the progress of an export or import, on the thread of the call. */
@FunctionalInterface
public interface TransferProgress {

    /** Ignores it. */
    TransferProgress NONE = (done, all) -> {};

    /**
     * Another file is done.
     *
     * @param done the number of files that are done
     * @param all the number of all files
     */
    void files(int done, int all);
}
