package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every option's setting, read as what it is. Each method throws {@link StorageException.Configuration} for a value that is not
 * valid; the message names the option and who set it.
 *
 * @param all one for each option there is
 * @param workingFolder what relative files and folders are relative to, absolute
 */
record Settings(Map<ConfigOption, Setting> all, Path workingFolder) {

    Setting of(ConfigOption option) {
        return all.getOrDefault(option, Setting.standard(option));
    }

    /** Whether the database or the storage that is chosen uses the option. */
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
     * Makes an adapter's configuration, which checks more than the single values. It names what it refuses without the {@code
     * reelstore.} in front and does not know who set it; this adds both.
     *
     * @param url names the adapter, for what it refuses as a whole
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
                    .refusedBy(e);
        }
    }
}
