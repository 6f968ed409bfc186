package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.s3.S3Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads the values of settings that are not URLs. */
final class OptionParsers {

    private OptionParsers() {}

    /**
     * Checks a setting for itself, whether it is used or not: so that the one line that moves a program to another database
     * does not bring old misspellings to light. URLs, and what range or name a backend takes, are left to the backend that is
     * chosen.
     *
     * @throws StorageException.Configuration if it is not valid
     */
    static void check(Setting setting) {
        if (setting.isSet()) {
            checkValue(setting);
        } else if (setting.option().defaultValue().isPresent()) {
            throw setting.refused("is empty; leave it out, and it is "
                    + Setting.quoted(setting.option().defaultValue().get()));
        }
    }

    @SuppressWarnings("CheckReturnValue") // read only to be refused
    private static void checkValue(Setting setting) {
        switch (setting.option().type()) {
            case PROFILE -> profile(setting);
            case DURATION -> duration(setting);
            case WHOLE_NUMBER -> wholeNumber(setting);
            case FLAG -> flag(setting);
            case ENCRYPTION -> encryption(setting);
            case ENDPOINT -> Locations.endpoint(setting);
            case TEXT, SECRET, PATH -> text(setting);
            case URL -> {}
        }
    }

    /** Nearly any text: the profiles of an adopted database are what its own program calls them. */
    static ProfileId profile(Setting setting) {
        text(setting);
        if (Redacted.isNeeded(setting.value())) {
            throw setting.refused("is " + Setting.quoted(setting.value())
                    + ", which seems to hold a password; a profile is a name, such as default");
        }
        return new ProfileId(setting.value());
    }

    static Duration duration(Setting setting) {
        return DurationText.parse(setting.value())
                .orElseThrow(() -> setting.refused("is " + Setting.quoted(setting.value())
                        + ", which is no length of time; use one such as 5s or 500ms"));
    }

    static int wholeNumber(Setting setting) {
        try {
            return Integer.parseInt(setting.value());
        } catch (NumberFormatException e) {
            throw setting.refused("is " + Setting.quoted(setting.value()) + ", which is no whole number");
        }
    }

    static boolean flag(Setting setting) {
        return switch (setting.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.refused("is " + Setting.quoted(setting.value()) + "; it must be true or false");
        };
    }

    static S3Config.Encryption encryption(Setting setting) {
        return Arrays.stream(S3Config.Encryption.values())
                .filter(encryption -> nameOf(encryption).equals(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.refused("is " + Setting.quoted(setting.value()) + "; it must be one of "
                        + Arrays.stream(S3Config.Encryption.values())
                                .map(OptionParsers::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    private static String nameOf(S3Config.Encryption encryption) {
        return switch (encryption) {
            case BUCKET_DEFAULT -> "bucket";
            case SSE_S3 -> "sse-s3";
            case SSE_KMS -> "sse-kms";
        };
    }

    /** Text of one line, since what reads on another line may be somebody's mistake in a file of secrets. */
    private static void text(Setting setting) {
        if (setting.value().isBlank()) {
            throw setting.refused("is blank; leave it out or give it a value");
        }
        if (setting.value().chars().anyMatch(Character::isISOControl)) {
            throw setting.refused("has a control character or the end of a line in it; write it on one line without");
        }
    }
}
