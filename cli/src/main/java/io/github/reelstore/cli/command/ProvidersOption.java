package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.NearestName;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.exec.ConfiguredProvider;
import io.github.reelstore.exec.ProvidersFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --providers}: a file that configures providers and their prices. */
final class ProvidersOption {

    @Option(
            names = "--providers",
            paramLabel = "FILE",
            description = "the providers and their prices, in JSON (docs/providers.md)")
    private @Nullable Path path;

    private @Nullable ProvidersFile parsed;

    boolean isGiven() {
        return path != null;
    }

    /** The prices of the file; none if no file is given. */
    PriceTable prices() {
        return path == null ? PriceTable.EMPTY : file().prices();
    }

    /**
     * Checks that the file, if one is given, has a provider.
     *
     * @throws StorageException.InvalidInput if not: no worker that uses this file would send the request
     */
    void requireProvider(String name) {
        missing(name).ifPresent(message -> {
            throw new StorageException.InvalidInput("provider", message);
        });
    }

    /** That the file does not have a provider, as a sentence; empty if it has, or if no file is given. */
    Optional<String> missing(String name) {
        if (path == null) {
            return Optional.empty();
        }
        List<String> names =
                file().providers().stream().map(ConfiguredProvider::name).toList();
        return names.contains(name)
                ? Optional.empty()
                : Optional.of(
                        "There is no provider " + Messages.quoted(name) + " in " + Messages.quoted(path.toString())
                                + "."
                                + NearestName.of(name, names)
                                        .map(nearest -> " Did you mean " + nearest + "?")
                                        .orElse(""));
    }

    /**
     * The providers for a worker, whose programs start with their first call. Close their clients.
     *
     * @throws StorageException.InvalidInput if the file has no provider
     */
    List<ProviderSetup> openAll(CliContext context) {
        List<ProviderSetup> setups = file().open(context.terminal().environment());
        if (setups.isEmpty()) {
            throw new StorageException.InvalidInput(
                    "providers", "There are no providers in " + Messages.quoted(String.valueOf(path)) + ".");
        }
        return setups;
    }

    /** Calls one provider of the file. The programs and secrets of the others may be missing. */
    <T> T with(CliContext context, String provider, Function<ProviderClient, T> call) {
        requireProvider(provider);
        try (ProviderClient client =
                file().open(provider, context.terminal().environment()).client()) {
            return call.apply(client);
        }
    }

    private ProvidersFile file() {
        if (path == null) {
            throw new IllegalStateException("the command requires --providers");
        }
        ProvidersFile file = parsed;
        if (file == null) {
            file = ProvidersFile.parse(path);
            parsed = file;
        }
        return file;
    }
}
