package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From Postgres and S3 back to SQLite and local disk. */
@Tag("kill")
class ReturningCopyKillIT extends CopyKillContract {

    @Test
    void aCopyIsContinuedAfterKillsAtEachKindOfStepAndAtAnyTime() throws Exception {
        kill(MANY);
    }

    @Override
    Map<ConfigOption, String> placeOfSource(ReelstoreConfig filled) {
        return PostgresS3CopyKillIT.newPlace();
    }

    @Override
    Map<ConfigOption, String> newTarget(Path targetFolder) {
        return SqliteLocalFsCopyKillIT.newPlace(targetFolder);
    }
}
