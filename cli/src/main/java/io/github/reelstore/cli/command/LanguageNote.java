package io.github.reelstore.cli.command;

import io.github.reelstore.domain.model.LanguageTag;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells when a language is probably the code of a country: {@code vn} is well-formed, and an own language from then on. */
final class LanguageNote {

    /** ISO 639-1. Of longer codes, Java knows only a part. */
    private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());

    private LanguageNote() {}

    /** A line, or nothing. */
    static String of(Optional<LanguageTag> language) {
        return language.map(tag -> tag.value().split("-", 2)[0])
                .filter(code -> code.length() == 2 && !TWO_LETTERS.contains(code))
                .map(code -> "ISO 639-1 has no language " + code
                        + ". The code of a language may differ from its country's: vi is Vietnamese, ja Japanese, ko Korean, zh"
                        + " Chinese.\n")
                .orElse("");
    }
}
