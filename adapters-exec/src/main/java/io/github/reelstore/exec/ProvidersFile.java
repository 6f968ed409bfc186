package io.github.reelstore.exec;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.NearestName;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that configures providers that are programs, and what they cost. docs/providers.md describes it.
 *
 * <pre>{@code
 * ProvidersFile file = ProvidersFile.parse(Path.of("providers.json"));
 * List<ProviderSetup> providers = file.open();
 * }</pre>
 */
public final class ProvidersFile {

    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_IN_FLIGHT = 10_000;

    private static final int MAX_PER_MINUTE = 1_000_000;

    private static final int DEFAULT_IN_FLIGHT = 4;

    private static final int DEFAULT_PER_MINUTE = 60;

    private static final int MAX_SECONDS = 86_400;

    /** What a program gets of Reelstore's environment without being configured. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Names of variables whose values are secrets, even if they stand in the file. */
    private static final Pattern SECRET =
            Pattern.compile("KEY|SECRET|TOKEN|PASS|CREDENTIAL|AUTH|BEARER|COOKIE|DSN", Pattern.CASE_INSENSITIVE);

    /** A shorter value is found in ordinary text. */
    private static final int SHORTEST_SECRET = 4;

    private final String file;
    private final List<ConfiguredProvider> providers;
    private final PriceTable prices;

    private ProvidersFile(String file, List<ConfiguredProvider> providers, PriceTable prices) {
        this.file = file;
        this.providers = List.copyOf(providers);
        this.prices = prices;
    }

    /**
     * Reads a file. Starts nothing, and needs neither the programs nor their secrets.
     *
     * @throws StorageException.Configuration if it cannot be read or contains an error; the message names the file and the path in it
     */
    public static ProvidersFile parse(Path path) {
        String name = path.toString();
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path.toAbsolutePath());
        ConfigObject root = ConfigObject.parse(name, read(path, name));
        root.allow(List.of("providers", "prices"));
        List<ConfiguredProvider> providers = new ArrayList<>();
        ConfigObject configured = root.object("providers")
                .orElseThrow(
                        () -> root.wrong("providers", "is missing; write it as {\"NAME\": {\"command\": [...]}}."));
        configured
                .objects()
                .forEach((provider, object) -> providers.add(provider(provider, object, configured, folder)));
        return new ProvidersFile(
                name,
                providers,
                prices(
                        root.list("prices"),
                        providers.stream().map(ConfiguredProvider::name).toList()));
    }

    private static byte[] read(Path path, String name) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new StorageException.Configuration(name, name + " is larger than " + MAX_BYTES + " bytes.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new StorageException.Configuration(name, "The file of providers " + name + " does not exist.", e);
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    name, "The file of providers " + name + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static ConfiguredProvider provider(String name, ConfigObject object, ConfigObject parent, Path folder) {
        object.allow(List.of(
                "command",
                "credential",
                "environment",
                "in_flight",
                "per_minute",
                "calls_per_minute",
                "timeout_seconds"));
        try {
            Validate.notBlank("name", name);
        } catch (StorageException.InvalidInput e) {
            throw parent.wrong(name, "is not a name: " + e.getMessage());
        }
        return new ConfiguredProvider(
                name,
                command(object, folder),
                folder,
                object.optionalText("credential", "\"" + name + "-main\"").orElse(name),
                object.object("environment").map(ProvidersFile::environment).orElse(Map.of()),
                object.number("in_flight", MAX_IN_FLIGHT).orElse(DEFAULT_IN_FLIGHT),
                object.number("per_minute", MAX_PER_MINUTE).orElse(DEFAULT_PER_MINUTE),
                object.number("calls_per_minute", MAX_PER_MINUTE),
                object.object("timeout_seconds").map(ProvidersFile::limits).orElse(TimeLimits.DEFAULT));
    }

    private static List<String> command(ConfigObject object, Path folder) {
        List<String> command = new ArrayList<>(object.texts("command", "[\"python3\", \"veo.py\"]"));
        String program = command.get(0);
        if (command.stream().anyMatch(word -> word.indexOf(0) >= 0)) {
            throw object.wrong("command", "must not contain a NUL character.");
        }
        if (isPath(program)) {
            try {
                command.set(0, folder.resolve(program).normalize().toString());
            } catch (InvalidPathException e) {
                throw object.wrong(
                        "command", "names a program with an invalid path: " + Messages.quoted(program) + ".");
            }
        }
        return command;
    }

    private static boolean isPath(String program) {
        return program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0;
    }

    private static Map<String, ConfiguredProvider.Variable> environment(ConfigObject object) {
        Map<String, ConfiguredProvider.Variable> variables = new LinkedHashMap<>();
        for (String name : object.names()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw object.wrong(name, "is not the name of an environment variable: letters, digits and _.");
            }
            variables.put(name, variable(object, name));
        }
        return variables;
    }

    /** Errors do not quote the value. */
    private static ConfiguredProvider.Variable variable(ConfigObject object, String name) {
        if (object.isText(name)) {
            String value = object.text(name, "\"VALUE\"");
            if (value.indexOf(0) >= 0) {
                throw object.wrong(name, "must not contain a NUL character.");
            }
            return new ConfiguredProvider.Variable.Literal(value);
        }
        ConfigObject from = object.object(name)
                .orElseThrow(() -> object.wrong(name, "must be a text, or {\"from\": \"VARIABLE\"}."));
        from.allow(List.of("from"));
        String variable = from.text("from", "\"" + name + "\"");
        if (!VARIABLE.matcher(variable).matches()) {
            throw from.wrong("from", "is not the name of an environment variable: letters, digits and _.");
        }
        return new ConfiguredProvider.Variable.From(variable);
    }

    private static TimeLimits limits(ConfigObject object) {
        object.allow(List.of("start", "submit", "poll", "download", "find", "cancel", "stop"));
        TimeLimits defaults = TimeLimits.DEFAULT;
        return new TimeLimits(
                limit(object, "start", defaults.start()),
                limit(object, "submit", defaults.submit()),
                limit(object, "poll", defaults.poll()),
                limit(object, "download", defaults.download()),
                limit(object, "find", defaults.find()),
                limit(object, "cancel", defaults.cancel()),
                limit(object, "stop", defaults.stop()));
    }

    private static Duration limit(ConfigObject object, String name, Duration otherwise) {
        return Duration.ofSeconds(object.number(name, MAX_SECONDS).orElse(Math.toIntExact(otherwise.toSeconds())));
    }

    private static PriceTable prices(List<ConfigObject> objects, List<String> providers) {
        List<Price> prices = new ArrayList<>();
        for (ConfigObject object : objects) {
            Price price = price(object, providers);
            for (int earlier = 0; earlier < prices.size(); earlier++) {
                if (isSame(prices.get(earlier), price)) {
                    throw object.wrong(
                            "begins on the same day as prices[" + earlier + "], for the same provider and model.");
                }
            }
            prices.add(price);
        }
        return new PriceTable(prices);
    }

    private static boolean isSame(Price one, Price other) {
        return one.provider().equals(other.provider())
                && one.model().equals(other.model())
                && one.from().equals(other.from());
    }

    private static Price price(ConfigObject object, List<String> providers) {
        object.allow(List.of("provider", "model", "per", "amount", "from", "until"));
        String provider = object.text("provider", "\"veo\"");
        if (!providers.contains(provider)) {
            throw object.wrong(
                    "provider",
                    "is not a provider of this file: " + Messages.quoted(provider)
                            + NearestName.of(provider, providers)
                                    .map(nearest -> " (did you mean " + nearest + "?).")
                                    .orElse("."));
        }
        try {
            return new Price(
                    provider,
                    object.optionalText("model", "\"veo-3.1\""),
                    basis(object),
                    object.parsed("amount", "\"0.40 USD\"", Money::parse),
                    object.parsed("from", "\"2026-01-01\"", LocalDate::parse),
                    object.optionalText("until", "\"2027-01-01\"")
                            .map(present -> object.parsed("until", "\"2027-01-01\"", LocalDate::parse)));
        } catch (StorageException.InvalidInput e) {
            throw object.wrong("is wrong: " + e.getMessage());
        }
    }

    private static Price.Basis basis(ConfigObject object) {
        String per = object.text("per", "\"request\", \"character\" or \"parameter NAME\"");
        if (per.equals("request")) {
            return new Price.Basis.PerRequest();
        }
        if (per.equals("character")) {
            return new Price.Basis.PerCharacter();
        }
        String parameter = "parameter ";
        if (per.startsWith(parameter) && !per.substring(parameter.length()).isBlank()) {
            return new Price.Basis.PerParameter(
                    List.of(per.substring(parameter.length()).strip().split(" *\\* *", -1)));
        }
        throw object.wrong(
                "per", "must be \"request\", \"character\" or \"parameter NAME\", not " + Messages.quoted(per) + ".");
    }

    /** The providers, in the order of the file. */
    public List<ConfiguredProvider> providers() {
        return providers;
    }

    /** The prices. */
    public PriceTable prices() {
        return prices;
    }

    /**
     * The providers for a worker, whose programs start with their first call. Close their clients.
     *
     * @throws StorageException.Configuration if a program does not exist, or a variable that it needs is not set
     */
    public List<ProviderSetup> open() {
        return open(System.getenv());
    }

    /** The same, with another environment than that of this process. */
    public List<ProviderSetup> open(Map<String, String> environment) {
        return providers.stream().map(provider -> open(provider, environment)).toList();
    }

    /**
     * One of the providers, as {@link #open()} does; the others are not looked at.
     *
     * @throws StorageException.Configuration if there is no such provider, its program does not exist, or a variable that it needs is
     *     not set
     */
    public ProviderSetup open(String provider, Map<String, String> environment) {
        return providers.stream()
                .filter(configured -> configured.name().equals(provider))
                .findFirst()
                .map(configured -> open(configured, environment))
                .orElseThrow(() -> new StorageException.Configuration(
                        file, file + ": there is no provider " + Messages.quoted(provider) + " in providers."));
    }

    private ProviderSetup open(ConfiguredProvider provider, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        Set<String> secrets = new TreeSet<>();
        for (String name : INHERITED) {
            Optional.ofNullable(environment.get(name)).ifPresent(value -> variables.put(name, value));
        }
        provider.environment().forEach((name, variable) -> {
            variables.put(name, value(provider, name, variable, environment));
            if (variable instanceof ConfiguredProvider.Variable.From
                    || SECRET.matcher(name).find()) {
                secrets.add(name);
            }
        });
        requireProgram(provider, Optional.ofNullable(variables.get("PATH")));
        requireNoSecret(provider, secrets, variables);
        ExecProgram program = new ExecProgram(
                provider.name(), provider.command(), provider.folder(), variables, secrets, provider.limits());
        return new ProviderSetup(
                provider.name(),
                new ExecProvider(program),
                provider.credential(),
                provider.inFlight(),
                provider.perMinute(),
                provider.callsPerMinute());
    }

    private String value(
            ConfiguredProvider provider,
            String name,
            ConfiguredProvider.Variable variable,
            Map<String, String> environment) {
        if (variable instanceof ConfiguredProvider.Variable.Literal literal) {
            return literal.value();
        }
        String from = ((ConfiguredProvider.Variable.From) variable).variable();
        return Optional.ofNullable(environment.get(from))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new StorageException.Configuration(
                        file,
                        file + ": providers." + provider.name() + ".environment." + name
                                + " needs the environment variable " + from + ", which is not set."));
    }

    private void requireProgram(ConfiguredProvider provider, Optional<String> path) {
        String program = provider.command().get(0);
        Stream<Path> places = isPath(program)
                ? Stream.of(Path.of(program))
                : Stream.of(path.orElse("").split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .flatMap(folder -> Stream.of(program, program + ".exe").map(name -> Path.of(folder, name)));
        if (places.noneMatch(place -> Files.isRegularFile(place) && Files.isExecutable(place))) {
            throw new StorageException.Configuration(
                    file,
                    file + ": providers." + provider.name() + ".command names the program " + Messages.quoted(program)
                            + (isPath(program)
                                    ? ", which does not exist or cannot be executed."
                                    : ", which is not on the PATH"
                                            + (provider.environment().containsKey("PATH")
                                                    ? " of its environment."
                                                    : ".")));
        }
    }

    /** Every user of the machine can see the arguments of a program. */
    private void requireNoSecret(ConfiguredProvider provider, Set<String> secrets, Map<String, String> variables) {
        for (String name : secrets) {
            String secret = variables.getOrDefault(name, "");
            if (secret.length() >= SHORTEST_SECRET
                    && provider.command().stream().anyMatch(word -> word.contains(secret))) {
                throw new StorageException.Configuration(
                        file,
                        file + ": providers." + provider.name() + ".command contains the value of " + name
                                + ", which every user of this machine could see; let the program read the variable.");
            }
        }
    }

    /** The name of the file. */
    @Override
    public String toString() {
        return "ProvidersFile[" + file + "]";
    }
}
