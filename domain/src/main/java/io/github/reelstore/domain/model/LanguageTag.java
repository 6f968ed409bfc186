package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.Collection;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A BCP 47 language tag (RFC 5646) in canonical form: {@code en}, {@code pt-BR}, {@code zh-Hant-TW}. A language has the
 * shortest of its codes (RFC 5646, 2.2.1): {@code eng} is {@code en}, and {@code ger} and {@code deu} are {@code de}.
 * {@code und} is a language that is not known.
 *
 * @param value the tag, canonical
 */
public record LanguageTag(String value) {

    private static final String UNKNOWN = "und";

    /** Tags by what was parsed: a store has few languages, and rows repeat them. */
    private static final Map<String, LanguageTag> PARSED = new ConcurrentHashMap<>();

    private static final int MAX_REMEMBERED = 1_000;

    /** The language is not known. */
    public static final LanguageTag UNDETERMINED = of(UNKNOWN);

    /** The two-letter codes of ISO 639-1 by the three-letter codes of ISO 639-2, as ffprobe and Matroska write them. */
    private static final class Codes {

        /**
         * Where ISO 639-2 has two codes, the bibliographic ones, each with the terminological one. The JDK knows only the
         * latter, and this list is closed.
         */
        private static final String[] BIBLIOGRAPHIC = {
            "alb sqi", "arm hye", "baq eus", "bur mya", "chi zho", "cze ces", "dut nld", "fre fra", "geo kat",
                    "ger deu",
            "gre ell", "ice isl", "mac mkd", "mao mri", "may msa", "per fas", "rum ron", "slo slk", "tib bod", "wel cym"
        };

        private static final Map<String, String> SHORTEST = shortest();

        private static Map<String, String> shortest() {
            Map<String, String> codes = new HashMap<>();
            for (String code : Locale.getISOLanguages()) {
                Locale language = new Locale.Builder().setLanguage(code).build();
                // the JDK lists withdrawn codes too: iw is written he
                codes.put(language.getISO3Language(), language.toLanguageTag());
            }
            for (String pair : BIBLIOGRAPHIC) {
                String[] both = pair.split(" ", 2);
                codes.put(both[0], codes.getOrDefault(both[1], both[1]));
            }
            return Map.copyOf(codes);
        }
    }

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
        LanguageTag known = PARSED.get(tag);
        if (known != null) {
            return known;
        }
        LanguageTag parsed = new LanguageTag(canonical(tag));
        if (PARSED.size() < MAX_REMEMBERED) {
            PARSED.put(tag, parsed);
        }
        return parsed;
    }

    /** Whether this tag, as a basic language range, matches the other one (RFC 4647, 3.3.1): pt matches pt-BR. */
    public boolean matches(LanguageTag other) {
        return other.value.equals(value) || other.value.startsWith(value + "-");
    }

    /**
     * Chooses from what there is for those who ask for this language: the language itself, or else its regional forms, in their order. Everything
     * that shows or plays a language that a user has named chooses like this. What is stored has exactly the language that was named, except for
     * captions, which replace the lines that were exported.
     *
     * @return empty if there is neither
     */
    public List<LanguageTag> among(Collection<LanguageTag> available) {
        return available.contains(this)
                ? List.of(this)
                : available.stream().filter(this::matches).toList();
    }

    private static String canonical(String tag) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw refused(tag);
        }
        String language = locale.getLanguage();
        if (language.isEmpty() && UNKNOWN.equals(primary(tag))) {
            return locale.toLanguageTag();
        }
        // RFC 5646 reserves longer ones: "english" is well-formed but not a language
        if (language.length() < 2 || language.length() > 3) {
            throw refused(tag);
        }
        String shortest = Codes.SHORTEST.getOrDefault(language, language);
        return new Locale.Builder()
                .setLocale(locale)
                .setLanguage(shortest)
                .build()
                .toLanguageTag();
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
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
