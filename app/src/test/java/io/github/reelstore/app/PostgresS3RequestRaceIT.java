package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("race")
class PostgresS3RequestRaceIT extends RequestRaceContract {

    @Override
    Map<ConfigOption, String> newStore() {
        return RemoteBackends.options();
    }
}
