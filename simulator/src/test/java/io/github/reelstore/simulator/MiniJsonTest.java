package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniJsonTest {

    @Test
    void valuesAreReadAndWritten() {
        String text = "{\"a\":[1,-2.50,1E+3,true,false,null],\"b\":{\"c\":\"q\\\"\\\\\\n\\u0001ü\"},\"d\":{},\"e\":[]}";
        Map<String, Object> object = MiniJson.parseObject(" " + text.replace(",", " ,\n") + "\t");
        assertThat(MiniJson.write(object)).isEqualTo(text.replace("1E+3", "1000"));
        assertThat(object.get("a")).isInstanceOf(List.class);
        assertThat(MiniJson.parseObject(MiniJson.write(Map.of("x", "\uD83C\uDFAC \u0000"))))
                .containsEntry("x", "\uD83C\uDFAC \u0000");
    }

    @Test
    void membersThatAreNullAreLeftOut() {
        assertThat(MiniJson.parseObject("{\"a\":null,\"b\":1}")).isEqualTo(Map.of("b", BigDecimal.ONE));
        assertThat(MiniJson.object("a", Optional.empty(), "b", Optional.of(1))).isEqualTo(Map.of("b", 1));
    }

    @Test
    void membersCanBeSorted() {
        assertThat(MiniJson.writeSorted(MiniJson.parseObject("{\"b\":{\"z\":1,\"y\":2},\"a\":[{\"d\":1,\"c\":2}]}")))
                .isEqualTo("{\"a\":[{\"c\":2,\"d\":1}],\"b\":{\"y\":2,\"z\":1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1e9999}",
                "{\"a\":+1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"",
                "{\"a\":tru}",
                "{}x",
                "{\"a\":[1 2]}",
                "{\"a\":\"\\u00g0\"}"
            })
    void malformedTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MiniJson.parseObject(text));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatIllegalArgumentException().isThrownBy(() -> MiniJson.parseObject(deep));
    }
}
