package io.github.reelstore.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A provider of a {@link ProvidersFile}.
 *
 * @param name the name by which requests ask for it
 * @param command the program and its arguments
 * @param folder the working directory of the program: the folder of the file
 * @param credential the name of the credential that the program uses, not the secret itself
 * @param environment the environment variables that the program gets besides {@code PATH}, {@code HOME}, {@code LANG} and {@code
 *     TMPDIR}
 * @param inFlight the maximum number of jobs of a profile that are being generated at the same time with the credential, by all workers
 * @param perMinute the maximum number of requests a minute that each worker sends with the credential
 * @param callsPerMinute the maximum number of calls of all kinds a minute that each worker makes with the credential; empty for no limit
 * @param limits how long Reelstore waits for the program
 */
public record ConfiguredProvider(
        String name,
        List<String> command,
        Path folder,
        String credential,
        Map<String, Variable> environment,
        int inFlight,
        int perMinute,
        Optional<Integer> callsPerMinute,
        TimeLimits limits) {

    public ConfiguredProvider {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The value of an environment variable. */
    public sealed interface Variable {

        /**
         * A value that stands in the file. It is not printed: it may be a secret that should not stand there.
         *
         * @param value the value
         */
        record Literal(String value) implements Variable {

            @Override
            public String toString() {
                return "Literal[***]";
            }
        }

        /**
         * The value of a variable of Reelstore's own environment, such as a secret.
         *
         * @param variable the name of that variable
         */
        record From(String variable) implements Variable {}
    }

    /** Without the arguments of the program and the values of the environment. */
    @Override
    public String toString() {
        return "ConfiguredProvider[" + name + ", " + command.get(0) + ", " + folder + ", credential " + credential
                + ", environment " + new TreeSet<>(environment.keySet()) + ", in flight " + inFlight + ", per minute "
                + perMinute
                + callsPerMinute.map(most -> ", calls per minute " + most).orElse("") + ", " + limits + "]";
    }
}
