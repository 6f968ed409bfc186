package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.IllformedLocaleException;
import java.util.Locale;

/**
 * A BCP 47 language tag (RFC 5646) in canonical form: {@code en}, {@code pt-BR}, {@code zh-Hant-TW}.
 *
 * @param value the tag, canonical
 */
public record LanguageTag(String value) {

    /**
     * Checks that the tag is canonical.
     *
     * @throws StorageException.InvalidInput if it is not a language tag, or not canonical; {@link #of} canonicalises
     */
    public LanguageTag {
        if (!canonical(value).equals(value)) {
            throw new StorageException.InvalidInput(
                    "language", Messages.quoted(value) + " is not in canonical form; use " + canonical(value) + ".");
        }
    }

    /**
     * Parses a tag and canonicalises it: {@code PT-br} becomes {@code pt-BR}.
     *
     * @throws StorageException.InvalidInput if it is not well-formed, or its language is not a code of two or three
     *     letters
     */
    public static LanguageTag of(String tag) {
        return new LanguageTag(canonical(tag));
    }

    /** Whether this tag, as a basic language range, matches the other one (RFC 4647, 3.3.1): pt matches pt-BR. */
    public boolean matches(LanguageTag other) {
        return other.value.equals(value) || other.value.startsWith(value + "-");
    }

    private static String canonical(String tag) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw refused(tag);
        }
        // RFC 5646 reserves longer ones: "english" is well-formed but not a language
        int letters = locale.getLanguage().length();
        if (letters < 2 || letters > 3) {
            throw refused(tag);
        }
        return locale.toLanguageTag();
    }

    private static StorageException.InvalidInput refused(String tag) {
        return new StorageException.InvalidInput(
                "language", Messages.quoted(tag) + " is not a language tag (BCP 47); use one such as en, vi or pt-BR.");
    }

    @Override
    public String toString() {
        return value;
    }
}
