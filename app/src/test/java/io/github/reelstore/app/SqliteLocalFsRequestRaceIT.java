package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.util.Map;

class SqliteLocalFsRequestRaceIT extends RequestRaceContract {

    @Override
    Map<ConfigOption, String> newStore() {
        return Map.of(
                ConfigOption.DATABASE_URL, "jdbc:sqlite:" + folder.resolve("reelstore.db"),
                ConfigOption.STORAGE_URL, "file:" + folder.resolve("media"));
    }
}
