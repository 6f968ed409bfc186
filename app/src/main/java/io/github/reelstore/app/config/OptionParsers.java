package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.s3.S3Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Parses the values of settings that are not URLs. */
final class OptionParsers {

    private OptionParsers() {}

    /**
     * Checks a setting on its own, whether it is used or not, so that switching to another database does not reveal old
     * mistakes. The selected backend checks URLs, ranges and names.
     *
     * @throws StorageException.Configuration if it is not valid
     */
    static void check(Setting setting) {
        if (setting.isSet()) {
            checkValue(setting);
        } else if (setting.option().defaultValue().isPresent()) {
            throw setting.rejected("is empty; set a value, or remove it to use the default "
                    + Setting.quoted(setting.option().defaultValue().get()));
        }
    }

    @SuppressWarnings("CheckReturnValue") // parsed only to reject an invalid value
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

    /** Accepts nearly any text, because the profiles of an adopted database are named by the program that made it. */
    static ProfileId profile(Setting setting) {
        text(setting);
        if (Redacted.isNeeded(setting.value())) {
            throw setting.rejected("is " + Setting.quoted(setting.value())
                    + ", which looks like it contains a password; set a name such as default");
        }
        return new ProfileId(setting.value());
    }

    static Duration duration(Setting setting) {
        return DurationText.parse(setting.value())
                .orElseThrow(() -> setting.rejected("is " + Setting.quoted(setting.value())
                        + ", which is not a duration; use one such as 5s or 500ms"));
    }

    static int wholeNumber(Setting setting) {
        try {
            return Integer.parseInt(setting.value());
        } catch (NumberFormatException e) {
            throw setting.rejected("is " + Setting.quoted(setting.value()) + ", which is not a whole number");
        }
    }

    static boolean flag(Setting setting) {
        return switch (setting.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.rejected("is " + Setting.quoted(setting.value()) + "; it must be true or false");
        };
    }

    static S3Config.Encryption encryption(Setting setting) {
        return Arrays.stream(S3Config.Encryption.values())
                .filter(encryption -> nameOf(encryption).equals(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.rejected("is " + Setting.quoted(setting.value()) + "; it must be one of "
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

    /** Text on one line: a second line may be a mistake in a file that contains secrets. */
    private static void text(Setting setting) {
        if (setting.value().isBlank()) {
            throw setting.rejected("is blank; set a value or remove it");
        }
        if (setting.value().chars().anyMatch(Character::isISOControl)) {
            throw setting.rejected("contains a control character or a line break; remove it");
        }
    }
}
