package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From SQLite and local disk to the same; a few kills only, since the other ways have all of both sides. */
class SqliteLocalFsCopyKillIT extends CopyKillContract {

    @Test
    void aCopyIsContinuedAfterAFewKills() throws Exception {
        kill(FEW);
    }

    @Override
    Map<ConfigOption, String> newTarget(Path targetFolder) {
        return newPlace(targetFolder);
    }

    static Map<ConfigOption, String> newPlace(Path targetFolder) {
        return Map.of(
                ConfigOption.DATABASE_URL, "jdbc:sqlite:" + targetFolder.resolve("reels.db"),
                ConfigOption.STORAGE_URL, "file:" + targetFolder.resolve("media"));
    }
}
