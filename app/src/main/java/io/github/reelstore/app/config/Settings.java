package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of all options, with typed access. Each method throws {@link StorageException.Configuration} if the
 * value is not valid; the message names the option and its source.
 *
 * @param all one setting for each option
 * @param workingFolder the absolute base folder of relative paths
 */
record Settings(Map<ConfigOption, Setting> all, Path workingFolder) {

    Setting of(ConfigOption option) {
        return all.getOrDefault(option, Setting.defaultOf(option));
    }

    /** Whether the configured database or blob store uses the option. */
    boolean isUsed(ConfigOption option) {
        return option.usedBy().isUsedAt(of(ConfigOption.DATABASE_URL).value())
                || option.usedBy().isUsedAt(of(ConfigOption.STORAGE_URL).value());
    }

    String text(ConfigOption option) {
        return of(option).value();
    }

    Optional<String> optionalText(ConfigOption option) {
        return Optional.of(of(option)).filter(Setting::isSet).map(Setting::value);
    }

    Duration duration(ConfigOption option) {
        return OptionParsers.duration(of(option));
    }

    int wholeNumber(ConfigOption option) {
        return OptionParsers.wholeNumber(of(option));
    }

    Optional<Boolean> optionalFlag(ConfigOption option) {
        return Optional.of(of(option)).filter(Setting::isSet).map(OptionParsers::flag);
    }

    Optional<URI> optionalEndpoint(ConfigOption option) {
        return Optional.of(of(option)).filter(Setting::isSet).map(Locations::endpoint);
    }

    Optional<Path> optionalPath(ConfigOption option) {
        return Optional.of(of(option)).filter(Setting::isSet).map(setting -> Locations.path(setting, workingFolder));
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
}
