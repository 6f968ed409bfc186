package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From SQLite and local disk to Postgres and S3. */
@Tag("kill")
class PostgresS3CopyKillIT extends CopyKillContract {

    @Test
    void aCopyIsContinuedAfterKillsAtEachKindOfStepAndAtAnyTime() throws Exception {
        kill(MANY);
    }

    @Override
    Map<ConfigOption, String> newTarget(Path targetFolder) {
        return newPlace();
    }

    /** The options of an empty store; different at each call. */
    static Map<ConfigOption, String> newPlace() {
        Map<ConfigOption, String> options = new EnumMap<>(ConfigOption.class);
        Stream.of(RemoteBackends.postgresEnvironment(), RemoteBackends.s3Environment())
                .forEach(environment -> environment.forEach((variable, value) ->
                        options.put(ConfigOption.ofVariable(variable).orElseThrow(), value)));
        return options;
    }
}
