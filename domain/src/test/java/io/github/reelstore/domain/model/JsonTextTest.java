package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1",
                "-12.5",
                "0.0001",
                "1e5",
                "1E+5",
                "1.5e-10",
                "123456789012345678901234567890",
                " \t\r\n1 \t\r\n",
                "[ ]",
                "{ }",
                "[1,2,3]",
                "[ 1 , [ ] , { } , \"\" ]",
                "{\"a\":1}",
                "{ \"a\" : { \"b\" : [ null , true ] } , \"c\" : \"\" }",
                "{\"a\":1,\"a\":2}",
                "{\"\":0}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u0001\\u00e9\\u00E9\\uFFFF\"",
                "\"\\uD83C\\uDFAC\"",
                "\"\\ud83c\\udfac\"",
                "\"é 日本 🎬 \u2028\u2029\u007F\uFFFF\"",
                "[\"]\",\"}\",\",\",\":\"]"
            })
    void validTextsAreAccepted(String text) {
        assertThat(new JsonText(text).value()).isEqualTo(text);
        assertThat(new JsonText(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[,]",
                "[1 2]",
                "[1]]",
                "[1}",
                "{1:2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{\"a\":1]",
                "{\"a\":1 \"b\":2}",
                "{\"a\"::1}",
                "1 2",
                "null null",
                "{}x",
                "nul",
                "nulll",
                "Null",
                "TRUE",
                "tru",
                "undefined",
                "NaN",
                "Infinity",
                "-Infinity",
                "-",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "-.5",
                "1.e5",
                "1e",
                "1e+",
                "1e1.5",
                "0x1F",
                "1_000",
                "１",
                "'a'",
                "a",
                "// c\n1",
                "/* c */ 1",
                "\uFEFF{}",
                "\u00A01",
                "1\u000B",
                "\"\n\"",
                "\"\t\"",
                "\"\u001F\"",
                "\"\\a\"",
                "\"\\x41\"",
                "\"\\'\"",
                "\"\\\n\"",
                "\"\\u\"",
                "\"\\u12\"",
                "\"\\u123\"",
                "\"\\u12G4\"",
                "\"\\U0041\"",
                "\"\\u００４１\"",
                "\"\\u-041\"",
                "\"\\u 041\""
            })
    void textsThatAreNotOneJsonValueAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "{\"\\u0000\":1}",
                "[\"a\\u0000b\"]",
                "\"\0\"",
                "\0",
                "1\0",
                "\"\uD83C\"",
                "\"\uDFAC\"",
                "\"\uDFAC\uD83C\"",
                "\"\\uD83C\"",
                "\"\\uD83Cx\"",
                "\"\\uD83C\\n\"",
                "\"\\uD83C\\\\uDFAC\"",
                "\"\\uDFAC\"",
                "\"\\uDFAC\\uD83C\"",
                "\"\\uDFAC\\uDFAC\"",
                "\"\\uD83C\\uD83C\"",
                "\"\\uD83C\\u0041\"",
                "\"\\uD83C\uDFAC\""
            })
    void textsThatPostgresCannotStoreAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1999", "-1E+1999", "1.5e-1998", "0e0001999", "[12e-1998, 1e308]"})
    void numbersOfTwoThousandDigitsAreAccepted(String text) {
        assertThat(new JsonText(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2000", "-1E+2000", "1.5e-1999", "1e99999999999999999999", "{\"a\": 1e-400000}"})
    void numbersOfMoreDigitsAreRefused(String text) {
        assertRefused(text);
    }

    @Test
    void longNumbersAreRefused() {
        assertThat(new JsonText("9".repeat(2_000)).value()).hasSize(2_000);
        assertRefused("9".repeat(2_001));
        assertRefused("0." + "9".repeat(2_000));
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> new JsonText(text))
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("JSON"));
    }

    @Test
    void aValueHasAtMostTwoHundredLevels() {
        for (String shape : List.of("[", "{\"a\":")) {
            String close = shape.equals("[") ? "]" : "}";
            int max = JsonSyntax.MAX_DEPTH;
            String deepest = shape.repeat(max - 1) + "1" + close.repeat(max - 1);
            assertThat(new JsonText(deepest).value()).isEqualTo(deepest);
            assertRefused(shape.repeat(max) + "1" + close.repeat(max));
            assertRefused(shape.repeat(100_000) + "1" + close.repeat(100_000));
        }
        assertThat(JsonSyntax.MAX_DEPTH).isEqualTo(200);
    }

    @Test
    void aLongListIsNotDeep() {
        String wide = "[" + "[[]],".repeat(10_000) + "[]]";
        assertThat(new JsonText(wide).value()).isEqualTo(wide);
    }

    @Test
    void theMessageContainsThePosition() {
        assertThatThrownBy(() -> new JsonText("{\"a\": tru}")).hasMessageContaining("character 7");
    }

    @Test
    void arrayOfQuotesStrings() {
        assertThat(JsonText.arrayOf(List.of()).value()).isEqualTo("[]");
        assertThat(JsonText.arrayOf(List.of("a", "", "b c")).value()).isEqualTo("[\"a\",\"\",\"b c\"]");
        assertThat(JsonText.arrayOf(List.of("\"", "\\", "a\nb\t\u0001\u001F", "🎬 é / \u007F"))
                        .value())
                .isEqualTo("[\"\\\"\",\"\\\\\",\"a\\u000ab\\u0009\\u0001\\u001f\",\"🎬 é / \u007F\"]");
    }

    @Test
    void arrayOfRefusesStringsThatCannotBeStored() {
        for (String string : List.of("\0", "a\0", "\uD83C", "\uDFAC\uD83C")) {
            assertThatThrownBy(() -> JsonText.arrayOf(List.of("good", string)))
                    .isInstanceOf(StorageException.InvalidInput.class);
        }
    }
}
