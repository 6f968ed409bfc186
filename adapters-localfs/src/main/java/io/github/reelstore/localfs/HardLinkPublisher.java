package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Places by a hard link: the file system makes the name or refuses it, in one step, whoever else tries.
 *
 * <p>A crash may come at any moment. The bytes were forced when they were staged, so a name that survives has all of them
 * behind it. Before the folder is synced, the name may be there afterwards or not; publish has not returned by then. The
 * name in the staging folder may be left over, costs no bytes of its own, and is swept later.
 */
final class HardLinkPublisher implements AtomicPublisher {

    private final FileOperations files;

    HardLinkPublisher(FileOperations files) {
        this.files = files;
    }

    @Override
    public void place(StagedFile staged, Path target) throws IOException {
        files.link(target, staged.path());
    }

    @Override
    public boolean isAt(StagedFile staged, Path target) throws IOException {
        try {
            return Files.isSameFile(staged.path(), target);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
