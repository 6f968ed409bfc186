package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("kill")
class PostgresS3KillIT extends KillContract {

    @Override
    Map<ConfigOption, String> newStore() {
        return RemoteBackends.options();
    }

    /** Not all steps, because a process with both drivers starts slowly. */
    @Override
    List<Integer> chosen(List<String> steps) {
        return KilledProcesses.eachKind(steps);
    }

    /** A request that has arrived completely is processed even if the client is gone. */
    @Override
    long serverDelayMillis() {
        return 200;
    }
}
