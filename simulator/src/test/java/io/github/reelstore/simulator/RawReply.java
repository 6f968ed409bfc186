package io.github.reelstore.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What arrived of an answer, and how its connection ended. */
final class RawReply {

    enum Ending {
        /** With as many bytes as the header says. */
        COMPLETE,
        /** Closed before. */
        CLOSED,
        /** Reset before. */
        RESET
    }

    final int status;
    final Ending ending;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param status 0 if nothing arrived */
    RawReply(int status, Map<String, String> headers, byte[] body, Ending ending) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.ending = ending;
    }

    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    RawReply expect(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        assertThat(ending).isEqualTo(Ending.COMPLETE);
        return this;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Map<String, Object> json() {
        return MiniJson.parseObject(text());
    }

    /** A text or number in the JSON, by the names on the way to it. */
    String at(String... names) {
        Map<String, Object> object = json();
        for (int i = 0; i < names.length - 1; i++) {
            object = MiniJson.object(object, names[i]);
        }
        return requireNonNull(object.get(names[names.length - 1]), () -> List.of(names) + " in " + text())
                .toString();
    }

    /** The objects of a list in the JSON. */
    List<Map<String, Object>> list(String name) {
        return objects(requireNonNull(json().get(name)));
    }

    static List<Map<String, Object>> objects(Object list) {
        assertThat(list).isInstanceOf(List.class);
        return ((List<?>) list)
                .stream()
                        .map(element -> MiniJson.object(MiniJson.object("element", element), "element"))
                        .toList();
    }
}
