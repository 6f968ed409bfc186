package io.github.reelstore.exec;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program that is a provider, and how it is run.
 *
 * @param provider the name of the provider, for messages
 * @param command the program and its arguments, which every user of the machine can see: no secrets
 * @param folder the working directory of the program
 * @param environment all environment variables of the program
 * @param secrets the names of those variables whose values are replaced by {@code ***} in messages and in the log
 * @param limits how long Reelstore waits for it
 */
public record ExecProgram(
        String provider,
        List<String> command,
        Path folder,
        Map<String, String> environment,
        Set<String> secrets,
        TimeLimits limits) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the name is blank, there is no program, or a text contains a NUL
     */
    public ExecProgram {
        Validate.notBlank("provider", provider);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new StorageException.InvalidInput(
                    "command", "The command of provider " + provider + " has no program.");
        }
        command.forEach(word -> Validate.text("command", word));
        environment.forEach((name, value) -> {
            Validate.notBlank("environment", name);
            // without the value: it may be a secret
            if (name.contains("=") || name.indexOf(0) >= 0 || value.indexOf(0) >= 0) {
                throw new StorageException.InvalidInput(
                        "environment", "An environment variable of provider " + provider + " contains = or NUL.");
            }
        });
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        secrets = Set.copyOf(secrets);
    }

    /** How messages call it. Arguments are left out, which may be long. */
    String description() {
        return "The program " + command.get(0) + " of provider " + provider;
    }

    /** Without the arguments and the values of the environment. */
    @Override
    public String toString() {
        return "ExecProgram[" + provider + ", " + command.get(0) + ", " + folder + ", environment "
                + new TreeSet<>(environment.keySet()) + ", " + limits + "]";
    }
}
