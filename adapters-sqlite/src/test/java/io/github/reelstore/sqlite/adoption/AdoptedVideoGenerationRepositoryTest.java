package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.VideoGenerationRepositoryContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class AdoptedVideoGenerationRepositoryTest extends VideoGenerationRepositoryContract {

    @TempDir
    Path folder;

    @Override
    protected Transactions open(Clock clock) {
        return AdoptedFile.open(folder, clock);
    }
}
