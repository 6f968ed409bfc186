package io.github.reelstore.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    private static String canonical(String json) {
        return CanonicalJson.of(new JsonText(json));
    }

    /** RFC 8785, 3.2.3: sorted by UTF-16 code units, so that the emoji comes before U+FB33. */
    @Test
    void membersAreSortedByTheirUtf16CodeUnits() {
        assertThat(canonical("""
                        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                         "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "Latin Small Letter O With Diaeresis"}
                        """))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
                                + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** RFC 8785, 3.2.2.2. */
    @Test
    void stringsHaveTheShortestEscapes() {
        assertThat(canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""))
                .isEqualTo("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        assertThat(canonical("\"\\b\\t\\f\\u001F\\u007f\"")).isEqualTo("\"\\b\\t\\f\\u001f\u007f\"");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8",
        "8.0, 8",
        "80e-1, 8",
        "-0, 0",
        "-0.0, 0",
        "1e3, 1000",
        "9007199254740991, 9007199254740991",
        "-9007199254740991, -9007199254740991",
        "9007199254740992, '\"9007199254740992\"'",
        "18446744073709551615, '\"18446744073709551615\"'",
        "0.1, '\"0.1\"'",
        "0.10, '\"0.1\"'",
        "1e-7, '\"0.0000001\"'",
        "-2.50, '\"-2.5\"'"
    })
    void equalNumbersHaveOneText(String number, String expected) {
        assertThat(canonical("[" + number + "]")).isEqualTo("[" + expected + "]");
    }

    @Test
    void structureAndLiteralsStay() {
        assertThat(canonical(
                        " { \"b\" : [ true , false , null , { } , [ ] ] , \"a\" : { \"z\" : 1 , \"y\" : \"\" } } "))
                .isEqualTo("{\"a\":{\"y\":\"\",\"z\":1},\"b\":[true,false,null,{},[]]}");
    }

    @Test
    void theLastOfTwoEqualMembersCounts() {
        assertThat(canonical("{\"a\": 1, \"\\u0061\": 2}")).isEqualTo("{\"a\":2}");
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "12345678901234567890, 12345678901234567890", "1e2, 100", "'\"1.5\"', '\"1.5\"'"})
    void theExactTextTellsNumbersFromTexts(String json, String expected) {
        assertThat(CanonicalJson.exact(new JsonText(json))).isEqualTo(expected);
        assertThat(CanonicalJson.exact(new JsonText("{\"x\": [" + json + "]}")))
                .isEqualTo("{\"x\":[" + expected + "]}");
    }
}
