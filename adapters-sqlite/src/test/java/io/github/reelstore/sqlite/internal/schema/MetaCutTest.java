package io.github.reelstore.sqlite.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaCutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "NULL",
            value = {
                "{\"reelstore\":{}}|{}|NULL",
                " { \"reelstore\" : { \"a\" : [1, {\"b\": \"}\"}] } } |{ \"a\" : [1, {\"b\": \"}\"}] }|NULL",
                "{\"reelstore\":{},\"a\":1}|{}|{\"a\":1}",
                "{ \"reelstore\": {} , \"a\": 1e3 }|{}|{ \"a\": 1e3 }",
                "{\"a\":1,\"reelstore\":{}}|{}|{\"a\":1}",
                "{ \"a\" : 1.50 , \"reelstore\" : {\"x\":\"y\"} }|{\"x\":\"y\"}|{ \"a\" : 1.50 }",
                "{\"a\":\"\\\"reelstore\\\"\", \"reelstore\":{},\t\"b\":null}|{}|{\"a\":\"\\\"reelstore\\\"\", \"b\":null}",
                "{\"b\":[{\"reelstore\":1}],\"a\":\"}{\\\\\",\"reelstore\":{\"claimed\":{\"width\":\"7\"}}}|{\"claimed\":{\"width\":\"7\"}}|{\"b\":[{\"reelstore\":1}],\"a\":\"}{\\\\\"}",
                "{\"z\":1,\"a\":true,\"reelstore\":{},\"z\":2}|{}|{\"z\":1,\"a\":true,\"z\":2}",
                "{\"a\":-0.0e-7,\"reelstore\":{\"w\":\"é🎬\"}}|{\"w\":\"é🎬\"}|{\"a\":-0.0e-7}"
            })
    void memberIsCutAndTheRestStays(String json, String member, String rest) {
        assertThat(MetaCut.of(json)).contains(new MetaCut(member, Optional.ofNullable(rest)));
    }

    /** Only an object can be the store's; deeper members and other values are the caller's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } ",
                "[]",
                "[{\"reelstore\":{}}]",
                "\"reelstore\"",
                "1",
                "null",
                "{\"reelstore\":1}",
                "{\"reelstore\":[{}]}",
                "{\"reelstore\":\"{}\"}",
                "{\"a\":{\"reelstore\":{}}}",
                "{\"a\":\"reelstore\",\"b\":\"\\\"reelstore\\\":{}\"}",
                "{\"Reelstore\":{},\"reelstore2\":{}}"
            })
    void otherJsonIsNotCut(String json) {
        assertThat(MetaCut.of(json)).isEmpty();
    }
}
