package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.media.MediaConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of all options.
 *
 * @param all one setting for each option
 * @param workingFolder the absolute base folder of relative paths
 */
record Settings(Map<ConfigOption, Setting> all, Path workingFolder) {

    Setting of(ConfigOption option) {
        return all.getOrDefault(option, Setting.defaultOf(option));
    }

    /** The value of an option that may be unset. */
    <T> Optional<T> find(ConfigOption option, Function<Setting, T> parser) {
        return Optional.of(of(option)).filter(Setting::isSet).map(parser);
    }

    Optional<Path> path(ConfigOption option) {
        return find(option, setting -> Locations.path(setting, workingFolder));
    }

    MediaConfig media() {
        return new MediaConfig(
                of(ConfigOption.MEDIA_PIXELS).wholeNumber(),
                of(ConfigOption.MEDIA_TIME).duration(),
                path(ConfigOption.MEDIA_FFMPEG));
    }

    /** Whether the configured database or blob store uses the option. */
    private boolean isUsed(ConfigOption option) {
        return option.scope().contains(of(ConfigOption.DATABASE_URL).value())
                || option.scope().contains(of(ConfigOption.STORAGE_URL).value());
    }

    /**
     * Creates an adapter's configuration, which checks more than single values. Its exceptions name options without the
     * prefix {@code reelstore.} and without their source; this method adds both.
     *
     * @param url the setting that selects the adapter, named if the exception is about no single option
     */
    <C> C checked(Setting url, Supplier<C> configuration) {
        try {
            return configuration.get();
        } catch (StorageException.Configuration e) {
            if (ConfigOption.find(e.subject()).isPresent()) {
                throw e;
            }
            throw ConfigOption.find("reelstore." + e.subject())
                    .map(this::of)
                    .orElse(url)
                    .rejectedBy(e);
        }
    }

    /** Every option in declaration order, including the invalid ones, at which building a config would stop. */
    List<EffectiveSetting> report() {
        Map<ConfigOption, String> problems = new EnumMap<>(ConfigOption.class);
        Map<ConfigOption, String> locations = new EnumMap<>(ConfigOption.class);
        for (ConfigOption option : ConfigOption.values()) {
            note(problems, option, () -> of(option).check());
        }
        note(
                problems,
                ConfigOption.DATABASE_URL,
                () -> locations.put(
                        ConfigOption.DATABASE_URL, Backend.ofDatabase(this).url()));
        note(
                problems,
                ConfigOption.STORAGE_URL,
                () -> locations.put(
                        ConfigOption.STORAGE_URL, Backend.ofStorage(this).url()));
        note(problems, ConfigOption.MEDIA_PIXELS, this::media);
        note(
                problems,
                ConfigOption.STORAGE_STAGING,
                () -> path(ConfigOption.STORAGE_STAGING)
                        .ifPresent(
                                folder -> locations.put(ConfigOption.STORAGE_STAGING, Redacted.of(folder.toString()))));
        return Arrays.stream(ConfigOption.values())
                .map(option -> effective(
                        of(option),
                        Optional.ofNullable(locations.get(option)),
                        Optional.ofNullable(problems.get(option))))
                .toList();
    }

    private static void note(Map<ConfigOption, String> problems, ConfigOption checked, Runnable check) {
        try {
            check.run();
        } catch (StorageException.Configuration e) {
            problems.putIfAbsent(ConfigOption.find(e.subject()).orElse(checked), String.valueOf(e.getMessage()));
        }
    }

    private EffectiveSetting effective(Setting setting, Optional<String> location, Optional<String> problem) {
        ConfigOption option = setting.option();
        boolean shown = setting.isSet() && !option.isSecret() && problem.isEmpty();
        return new EffectiveSetting(
                option,
                shown ? Optional.of(location.orElseGet(() -> Redacted.of(setting.value()))) : Optional.empty(),
                Redacted.of(setting.source()),
                setting.isSet(),
                isUsed(option),
                problem);
    }
}
