package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN, en",
        "PT-br, pt-BR",
        "zh-hant-tw, zh-Hant-TW",
        "ZH-HANT, zh-Hant",
        "es-419, es-419",
        "fil, fil",
        "sl-rozaj-biske, sl-rozaj-biske",
        "de-DE-U-CO-phonebk, de-DE-u-co-phonebk",
        "en-x-Pirate, en-x-pirate",
        "zh-yue, yue",
        "i-klingon, tlh",
        "iw, he",
        "heb, he",
        "eng, en",
        "ENG, en",
        "vie, vi",
        "zho, zh",
        "chi, zh",
        "deu, de",
        "ger, de",
        "fre, fr",
        "fra, fr",
        "dut-BE, nl-BE",
        "eng-US, en-US",
        "chi-hant-tw, zh-Hant-TW",
        "zho-yue, yue",
        "nob, nb",
        "eng-x-pirate, en-x-pirate",
        "de-DE-u-co-phonebk, de-DE-u-co-phonebk",
        "cmn, cmn",
        "mul, mul",
        "zxx, zxx",
        "und, und",
        "UND, und",
        "und-latn, und-Latn"
    })
    void tagsAreCanonicalised(String tag, String canonical) {
        assertThat(LanguageTag.of(tag).value()).isEqualTo(canonical);
        assertThat(LanguageTag.of(tag)).hasToString(canonical);
        assertThat(new LanguageTag(canonical)).isEqualTo(LanguageTag.of(tag));
        assertThat(LanguageTag.of(canonical)).isEqualTo(LanguageTag.of(tag));
    }

    /** ISO 639-2 has 20 languages with two codes; both are the same language. */
    @Test
    void everyLanguageOfTheJdkIsOneWhicheverOfItsCodesIsWritten() {
        for (String code : Locale.getISOLanguages()) {
            String three = Locale.forLanguageTag(code).getISO3Language();
            assertThat(LanguageTag.of(three)).as(three).isEqualTo(LanguageTag.of(code));
        }
        assertThat(Stream.of("alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel"
                                .split(" ", -1))
                        .map(code -> LanguageTag.of(code).value()))
                .containsExactly("sq hy eu my zh cs nl fr ka de el is mk mi ms fa ro sk bo cy".split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a tag",
                "english",
                "",
                " ",
                "e",
                "abcd",
                "pt_BR",
                "pt-",
                "-pt",
                "pt--BR",
                "pt-BR-",
                "12",
                "en-\0",
                "ünö",
                "x-private",
                "en-US-DE",
                "../en",
                "en;vi",
                "*",
                "en-*",
                "🎬"
            })
    void invalidTagsAreRefused(String tag) {
        assertRefused(() -> LanguageTag.of(tag));
        assertRefused(() -> new LanguageTag(tag));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 300, 100_000})
    void aTooLongTagIsRefusedWithAShortMessage(int length) {
        String tag = "a".repeat(length);
        assertRefused(() -> LanguageTag.of(tag));
        assertThatThrownBy(() -> LanguageTag.of(tag))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EN", "pt-br", "zh-hant", "iw", "zh-yue", "eng", "ger", "eng-US", "UND"})
    void theConstructorAcceptsOnlyCanonicalTags(String tag) {
        assertRefused(() -> new LanguageTag(tag));
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("language"));
    }

    @ParameterizedTest
    @CsvSource({
        "pt, pt, true",
        "pt, pt-BR, true",
        "pt-BR, pt-BR, true",
        "pt-BR, pt, false",
        "pt-BR, pt-PT, false",
        "zh, zh-Hant-TW, true",
        "zh-Hant, zh-Hant-TW, true",
        "zh-TW, zh-Hant-TW, false",
        "en, eng, true",
        "eng, en-GB, true",
        "chi, zh-Hant, true",
        "und, en, false",
        "en, und, false",
        "vi, en, false"
    })
    void aTagMatchesItsRegionalForms(String range, String tag, boolean matches) {
        assertThat(LanguageTag.of(range).matches(LanguageTag.of(tag))).isEqualTo(matches);
    }

    @Test
    void ofWhatThereIsTheLanguageItselfIsChosenOrElseItsRegionalForms() {
        LanguageTag pt = LanguageTag.of("pt");
        LanguageTag brazil = LanguageTag.of("pt-BR");
        LanguageTag portugal = LanguageTag.of("pt-PT");
        LanguageTag en = LanguageTag.of("en");
        assertThat(pt.among(List.of(en, brazil, pt))).containsExactly(pt);
        assertThat(pt.among(List.of(portugal, en, brazil))).containsExactly(portugal, brazil);
        assertThat(brazil.among(List.of(pt, portugal))).isEmpty();
        assertThat(pt.among(List.of())).isEmpty();
    }
}
