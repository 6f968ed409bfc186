package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports all settings, including the invalid ones at which building a config would stop. It opens nothing. */
final class ConfigReport {

    private final Settings settings;
    private final Map<ConfigOption, String> problems = new EnumMap<>(ConfigOption.class);
    private final Map<ConfigOption, String> locations = new EnumMap<>(ConfigOption.class);

    private ConfigReport(Settings settings) {
        this.settings = settings;
    }

    /** Every option, in the order of {@link ConfigOption}. */
    static List<EffectiveSetting> of(Settings settings) {
        ConfigReport report = new ConfigReport(settings);
        report.inspect();
        return Arrays.stream(ConfigOption.values()).map(report::effective).toList();
    }

    private void inspect() {
        for (ConfigOption option : ConfigOption.values()) {
            note(option, () -> OptionParsers.check(settings.of(option)));
        }
        locate(ConfigOption.DATABASE_URL);
        locate(ConfigOption.STORAGE_URL);
        note(ConfigOption.MEDIA_PIXELS, () -> ReelstoreConfig.media(settings));
        note(
                ConfigOption.STORAGE_STAGING,
                () -> settings.optionalPath(ConfigOption.STORAGE_STAGING)
                        .ifPresent(
                                folder -> locations.put(ConfigOption.STORAGE_STAGING, Redacted.of(folder.toString()))));
    }

    private void locate(ConfigOption url) {
        note(url, () -> {
            Backend backend =
                    url == ConfigOption.DATABASE_URL ? Backend.ofDatabase(settings) : Backend.ofStorage(settings);
            locations.put(url, backend.url());
        });
    }

    private void note(ConfigOption checked, Runnable check) {
        try {
            check.run();
        } catch (StorageException.Configuration e) {
            problems.putIfAbsent(ConfigOption.find(e.subject()).orElse(checked), String.valueOf(e.getMessage()));
        }
    }

    private EffectiveSetting effective(ConfigOption option) {
        Setting setting = settings.of(option);
        boolean shown = setting.isSet() && !option.isSecret() && !problems.containsKey(option);
        return new EffectiveSetting(
                option,
                Optional.of(locations.getOrDefault(option, Redacted.of(setting.value())))
                        .filter(value -> shown),
                Redacted.of(setting.source()),
                setting.isSet(),
                settings.isUsed(option),
                Optional.ofNullable(problems.get(option)));
    }
}
