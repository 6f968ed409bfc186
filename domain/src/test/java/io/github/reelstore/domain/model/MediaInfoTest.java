package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaInfoTest {

    private static final MediaInfo FULL = new MediaInfo(
            List.of("h264", "aac"),
            Optional.of("720x576"),
            Optional.of("64:45"),
            claims("width", "1024", "height", "576"),
            claims("type", "video/webm", "width", "640"),
            List.of("c2pa"),
            List.of("It was given as \"video/webm\".\n", "é 🎬 \u0001"),
            List.of("duration_ms"),
            Optional.of("2"));

    private static Map<String, String> claims(String... pairs) {
        Map<String, String> claims = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            claims.put(pairs[i], pairs[i + 1]);
        }
        return claims;
    }

    @Test
    void jsonIsReadAsItWasWritten() {
        assertThat(MediaInfo.of(FULL.toJson())).isEqualTo(FULL);
        assertThat(MediaInfo.of(FULL.toJson()).claimed().keySet()).containsExactly("type", "width");
        assertThat(FULL.toJson())
                .hasToString("{\"codecs\":[\"h264\",\"aac\"],\"codedSize\":\"720x576\",\"pixelAspect\":\"64:45\","
                        + "\"detected\":{\"height\":\"576\",\"width\":\"1024\"},"
                        + "\"claimed\":{\"type\":\"video/webm\",\"width\":\"640\"},"
                        + "\"provenance\":[\"c2pa\"],\"warnings\":[\"It was given as \\\"video/webm\\\".\\u000a\",\"é 🎬 \\u0001\"],"
                        + "\"absent\":[\"duration_ms\"],\"thumbnailer\":\"2\"}");
    }

    @Test
    void emptyMembersAreNotWritten() {
        assertThat(MediaInfo.NONE.toJson()).hasToString("{}");
        assertThat(MediaInfo.NONE.ifAny()).isEmpty();
        assertThat(MediaInfo.NONE.withAbsent(List.of("width")).toJson()).hasToString("{\"absent\":[\"width\"]}");
        assertThat(MediaInfo.NONE.withAbsent(List.of("width")).ifAny()).isPresent();
    }

    /** Postgres has its own white space and order of members; other programs may add members. */
    @Test
    void formOfTheJsonDoesNotMatter() {
        JsonText json = new JsonText(
                " { \"absent\" : [ \"a\\u0062\" , 1, null ] , \"claimed\":{\"width\" : \"1\", \"height\": 2}, \"other\": {\"codecs\": 1} } ");
        assertThat(MediaInfo.of(json))
                .isEqualTo(new MediaInfo(List.of(), Map.of("width", "1"), List.of(), List.of(), List.of("ab")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[1, \"a\"]", "null", "\"{}\"", "1", "{}", "{\"codecs\": {\"a\": 1}, \"claimed\": [\"a\"]}"
            })
    void otherValuesAreIgnored(String json) {
        assertThat(MediaInfo.of(new JsonText(json))).isEqualTo(MediaInfo.NONE);
    }

    @Test
    void textThatCannotBeStoredIsRefused() {
        for (String text : List.of("\0", "\uD83C")) {
            assertThatThrownBy(() ->
                            new MediaInfo(List.of(), Map.of("width", text), List.of(), List.of(), List.of()).toJson())
                    .isInstanceOf(StorageException.InvalidInput.class);
        }
    }
}
