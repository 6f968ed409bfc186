package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of settings that are not URLs. */
final class Values {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private Values() {}

    static ProfileId profile(Setting setting) {
        try {
            return ProfileId.of(setting.value());
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Configuration(setting.option().key(), setting + ": " + e.getMessage(), e);
        }
    }

    static Duration duration(Setting setting) {
        Matcher brief = SHORT_DURATION.matcher(setting.value());
        if (brief.matches()) {
            long number = Long.parseLong(brief.group(1));
            return switch (brief.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
        try {
            return Duration.parse(setting.value());
        } catch (DateTimeException | ArithmeticException e) {
            throw setting.refused(
                    "is " + Setting.quoted(setting.value())
                            + ", which is no length of time; use one such as 5s or 500ms",
                    e);
        }
    }

    static int wholeNumber(Setting setting) {
        try {
            return Integer.parseInt(setting.value());
        } catch (NumberFormatException e) {
            throw setting.refused("is " + Setting.quoted(setting.value()) + ", which is no whole number", e);
        }
    }
}
