package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyListener;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A process that copies a store and switches to the copy, until it is killed from outside, or dies at a step by itself, as a power failure
 * would. It begins when it has read the file with the options of the target, and the step, from standard input.
 */
final class CopyProcess {

    /** Instead of a step: it does not die by itself. */
    static final String ANY_TIME = "any time";

    /** The end of the name of the first step of each kind. */
    static final String FIRST = ", 1";

    private CopyProcess() {}

    /** Argument: the file with the options of the source. */
    public static void main(String[] arguments) throws IOException {
        Path options = Path.of(arguments[0]);
        ReelstoreConfig source = KilledProcess.config(options);
        // loads the classes while the process waits for its turn
        source.openToCopy().close();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String target = in.readLine();
        if (target == null) {
            // the parent process is gone, or has enough
            return;
        }
        String last = Objects.requireNonNull(in.readLine());
        CopyListener steps = steps(options, step -> {
            if (step.equals(last)) {
                Runtime.getRuntime().halt(137);
            }
        });
        try (OpenCopy copy = OpenCopy.of(source, KilledProcess.config(Path.of(target)), CopyOptions.all(), steps)) {
            CopyResult result = copy.copy().runAndSwitch();
            System.out.println("switched: " + result.switched());
        }
    }

    /**
     * Names each report of a copy by its kind, which is the phase and the last mark, and its number in this kind: {@code ROWS after
     * mark 1, 3}. Between the two passes, it deletes a row of the source, as another program would.
     */
    static CopyListener steps(Path source, Consumer<String> steps) {
        return new CopyListener() {
            private final Map<String, Integer> times = new HashMap<>();
            private long mark;

            @Override
            public void at(Phase phase, long done) {
                if (phase == Phase.MARKING) {
                    mark = done;
                }
                String kind = phase + " after mark " + mark;
                int time = times.merge(kind, 1, Integer::sum);
                steps.accept(kind + ", " + time);
                if (phase == Phase.REMOVING && mark == 1 && time == 1) {
                    deleteAJob(source);
                }
            }
        };
    }

    private static void deleteAJob(Path source) {
        Properties options = new Properties();
        try (Reader reader = Files.newBufferedReader(source)) {
            options.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties login = new Properties();
        Map.of(
                        ConfigOption.DATABASE_USER, "user",
                        ConfigOption.DATABASE_PASSWORD, "password",
                        ConfigOption.DATABASE_SCHEMA, "currentSchema")
                .forEach((option, name) -> Optional.ofNullable(options.getProperty(option.key()))
                        .ifPresent(value -> login.setProperty(name, value)));
        try (Connection connection =
                        DriverManager.getConnection(options.getProperty(ConfigOption.DATABASE_URL.key()), login);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM provider_jobs WHERE id = (SELECT max(id) FROM provider_jobs)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
