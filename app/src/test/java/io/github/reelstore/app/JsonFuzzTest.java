package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares the domain's JSON parser with Jackson. */
class JsonFuzzTest {

    /** Strict by default; its limits are far above the domain's, so whatever it rejects is not JSON. */
    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100_000)
                            .maxNumberLength(1_000_000)
                            .build())
                    .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> PARTS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"\\u0041\"",
            "\"\\ud83c\\udfac\"",
            "\"\\ud83c\"",
            "\"\\u0000\"",
            "\\",
            "0",
            "-",
            "1",
            ".5",
            "e",
            "E+2",
            "e9999",
            "true",
            "fals",
            "null",
            " ",
            "\n",
            "\u00A0",
            "\uFEFF",
            "//",
            "'a'",
            "NaN",
            "\"\u0001\"",
            "\"\u007F\"",
            "\uD83C",
            "+1",
            "01",
            "1.");

    @FuzzTest
    void acceptsExactlyTheJsonThatJacksonAccepts(FuzzedDataProvider data) {
        assertAgreement(data.consumeRemainingAsString());
    }

    @PropertyTest
    void parsersAgreeOnRandomText(RandomInput in) {
        assertAgreement(in.joined("", 0, 9, PARTS));
    }

    private static void assertAgreement(String text) {
        Optional<String> rejection = rejection(text);
        if (rejection.isEmpty()) {
            assertThat(isJson(text))
                    .as("Jackson accepts what the domain accepts")
                    .isTrue();
        } else if (isJson(text) && !hasWideDigit(text, rejection.get())) {
            assertThat(rejection.get())
                    .as("why the domain rejects what Jackson accepts")
                    .containsAnyOf(
                            "nested deeper",
                            "digits when it is written out",
                            "\\u0000 cannot be stored",
                            "half a surrogate pair",
                            "NUL character");
        }
    }

    /** Jackson accepts a character as a hexadecimal digit if its lowest eight bits are those of one. */
    private static boolean hasWideDigit(String text, String rejection) {
        return rejection.contains("four hexadecimal digits") && text.chars().anyMatch(c -> c > 0xFF);
    }

    private static Optional<String> rejection(String text) {
        try {
            assertThat(new JsonText(text).value()).isEqualTo(text);
            return Optional.empty();
        } catch (StorageException.InvalidInput e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Reads tokens, because a tree would convert numbers to doubles. */
    private static boolean isJson(String text) {
        try (var parser = JACKSON.createParser(text)) {
            int values = 0;
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isScalarValue()) {
                    parser.getString();
                }
            }
            return values == 1 && depth == 0;
        } catch (JacksonException e) {
            return false;
        }
    }
}
