package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.LanguageTag;
import java.util.Locale;

/** The names of languages in English. */
final class LanguageNames {

    private LanguageNames() {}

    static String of(LanguageTag tag) {
        String name = Locale.forLanguageTag(tag.value()).getDisplayName(Locale.ENGLISH);
        return name.isEmpty() ? "Unknown language" : name;
    }
}
