package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("kill")
class PostgresS3KillIT extends KillContract {

    @Override
    Map<ConfigOption, String> newStore() {
        Map<String, String> environment = RemoteBackends.postgresEnvironment();
        environment.putAll(RemoteBackends.s3Environment());
        Map<ConfigOption, String> options = new EnumMap<>(ConfigOption.class);
        environment.forEach((variable, value) ->
                options.put(ConfigOption.ofVariable(variable).orElseThrow(), value));
        return options;
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
