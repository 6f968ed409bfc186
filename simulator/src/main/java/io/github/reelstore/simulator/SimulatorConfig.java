package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the simulated provider behaves. Immutable; {@code with} returns a changed copy and refuses unknown keys and values.
 *
 * <pre>{@code
 * SimulatorConfig config = SimulatorConfig.defaults()
 *     .withSeed(7)
 *     .with("duration", "10ms..50ms")
 *     .with("fault.reset-after-accept", "0.05")
 *     .with("fault.poll-server-error", "every:20");
 * }</pre>
 */
public final class SimulatorConfig {

    private static final String FAULT = "fault.";

    private final int port;
    private final long seed;
    private final Optional<Path> journal;
    private final Map<SimulatorSetting, String> settings;
    private final Map<Fault, FaultRate> rates;

    private SimulatorConfig(
            int port,
            long seed,
            Optional<Path> journal,
            Map<SimulatorSetting, String> settings,
            Map<Fault, FaultRate> rates) {
        this.port = port;
        this.seed = seed;
        this.journal = journal;
        this.settings = settings;
        this.rates = rates;
    }

    /** A provider without faults, at any free port, with the seed 0. */
    public static SimulatorConfig defaults() {
        return new SimulatorConfig(
                0, 0, Optional.empty(), new EnumMap<>(SimulatorSetting.class), new EnumMap<>(Fault.class));
    }

    /**
     * Sets one value, as {@code docs/simulator.md} lists them; {@code fault.NAME} takes a probability from 0 to 1, or {@code every:N}.
     *
     * @throws IllegalArgumentException if there is no such key, which names those that exist, or if it does not take this value
     */
    public SimulatorConfig with(String key, String value) {
        try {
            return key.startsWith(FAULT)
                    ? with(Fault.of(key.substring(FAULT.length())), FaultRate.parse(value))
                    : with(setting(key), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private SimulatorConfig with(Fault fault, FaultRate rate) {
        Map<Fault, FaultRate> changed = new EnumMap<>(Fault.class);
        changed.putAll(rates);
        changed.put(fault, rate);
        return new SimulatorConfig(port, seed, journal, settings, changed);
    }

    private SimulatorConfig with(SimulatorSetting setting, String value) {
        setting.check(value);
        Map<SimulatorSetting, String> changed = new EnumMap<>(SimulatorSetting.class);
        changed.putAll(settings);
        changed.put(setting, value);
        return new SimulatorConfig(port, seed, journal, changed, rates);
    }

    private static SimulatorSetting setting(String key) {
        return Arrays.stream(SimulatorSetting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such key. The keys are: "
                        + String.join(
                                ", ",
                                Stream.concat(
                                                Arrays.stream(SimulatorSetting.values())
                                                        .map(SimulatorSetting::key),
                                                Stream.of(FAULT + "NAME"))
                                        .toList())));
    }

    /**
     * The port on the loopback address; 0 for any free one.
     *
     * @throws IllegalArgumentException if it is not from 0 to 65535
     */
    public SimulatorConfig withPort(int changed) {
        if (changed < 0 || changed > 65_535) {
            throw new IllegalArgumentException("port: " + changed + " is not from 0 to 65535");
        }
        return new SimulatorConfig(changed, seed, journal, settings, rates);
    }

    /** What decides about faults and durations: the same seed and the same requests give the same faults. */
    public SimulatorConfig withSeed(long changed) {
        return new SimulatorConfig(port, changed, journal, settings, rates);
    }

    /** Appends a line of JSON to this file for each request that is accepted, before it is answered. */
    public SimulatorConfig withJournal(Path file) {
        return new SimulatorConfig(port, seed, Optional.of(file), settings, rates);
    }

    int port() {
        return port;
    }

    long seed() {
        return seed;
    }

    Optional<Path> journal() {
        return journal;
    }

    FaultRate rate(Fault fault) {
        return Objects.requireNonNullElse(rates.get(fault), FaultRate.NEVER);
    }

    String text(SimulatorSetting setting) {
        return Objects.requireNonNullElse(settings.get(setting), setting.defaultText());
    }

    List<String> names(SimulatorSetting setting) {
        return List.of(text(setting).split(",", -1));
    }

    BigDecimal money(SimulatorSetting setting) {
        return new BigDecimal(text(setting));
    }

    int count(SimulatorSetting setting) {
        return Integer.parseInt(text(setting));
    }

    boolean isOn(SimulatorSetting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** A duration in milliseconds. */
    long millis(SimulatorSetting setting) {
        return Span.millis(text(setting));
    }

    Span span(SimulatorSetting setting) {
        return Span.parse(text(setting));
    }
}
