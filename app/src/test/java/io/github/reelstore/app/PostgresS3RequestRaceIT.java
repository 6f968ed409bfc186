package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("race")
class PostgresS3RequestRaceIT extends RequestRaceContract {

    @Override
    Map<ConfigOption, String> newStore() {
        Map<String, String> environment = RemoteBackends.postgresEnvironment();
        environment.putAll(RemoteBackends.s3Environment());
        Map<ConfigOption, String> options = new EnumMap<>(ConfigOption.class);
        environment.forEach((variable, value) ->
                options.put(ConfigOption.ofVariable(variable).orElseThrow(), value));
        return options;
    }
}
