package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

@Tag("kill")
class PostgresS3CopyKillIT extends CopyKillContract {

    @Override
    Map<ConfigOption, String> newTarget(Path targetFolder) {
        Map<ConfigOption, String> options = new EnumMap<>(ConfigOption.class);
        Stream.of(RemoteBackends.postgresEnvironment(), RemoteBackends.s3Environment())
                .forEach(environment -> environment.forEach((variable, value) ->
                        options.put(ConfigOption.ofVariable(variable).orElseThrow(), value)));
        return options;
    }
}
