package io.github.reelstore.localfs;

import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.testkit.BlobStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalFsWithoutHardLinksTest extends BlobStoreContract {

    private final Path root;

    LocalFsWithoutHardLinksTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected BlobStore newStore() {
        return LocalFsBlobStore.open(new LocalFsConfig(root), new PlayedDisk().withoutHardLinks());
    }

    @Override
    protected BlobStore reopen() {
        return newStore();
    }
}
