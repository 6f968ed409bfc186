package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON Lines: an object a line, in UTF-8. Blank lines are skipped. */
final class JsonLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Numbers keep every digit, since {@code meta} is stored as it is written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Receives the lines, in their order. */
    interface Receiver {

        /**
         * A line that is a JSON object.
         *
         * @param number its number, from 1
         * @param members its members, without those that are null
         */
        void line(long number, Map<String, JsonNode> members);

        /** A line that is not. */
        void invalid(long number, StorageException.InvalidInput problem);
    }

    private final String example;

    /** @param example a valid line, for messages */
    JsonLines(String example) {
        this.example = example;
    }

    /** Passes on each line; at most one is in memory. */
    void read(InputStream in, Receiver receiver) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 0;
        long length;
        while ((length = readLine(buffered, line)) >= 0) {
            number++;
            if (length > TextFile.MAX_BYTES) {
                receiver.invalid(
                        number,
                        new StorageException.InvalidInput(
                                "line", "The line is larger than " + (TextFile.MAX_BYTES >> 20) + " MiB, the limit."));
            } else {
                pass(number, line.toByteArray(), receiver);
            }
        }
    }

    /** Reads a line, without its end, and returns its length; of a longer line only the start is kept. Returns -1 at the end. */
    private static long readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return -1;
        }
        long length = 0;
        while (next >= 0 && next != '\n') {
            if (length < TextFile.MAX_BYTES) {
                line.write(next);
            }
            length++;
            next = in.read();
        }
        return length;
    }

    private void pass(long number, byte[] bytes, Receiver receiver) {
        Map<String, JsonNode> members;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String json = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (json.isBlank()) {
                return;
            }
            members = members(json);
        } catch (StorageException.InvalidInput e) {
            receiver.invalid(number, e);
            return;
        } catch (CharacterCodingException e) {
            receiver.invalid(number, new StorageException.InvalidInput("line", "The line is not UTF-8 text.", e));
            return;
        }
        receiver.line(number, members);
    }

    private Map<String, JsonNode> members(String json) {
        JsonNode object = object(json);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private JsonNode object(String json) {
        @Nullable JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new StorageException.InvalidInput(
                    "line", "The line is not one JSON object: " + e.getOriginalMessage() + ".", e);
        }
        if (node == null || !node.isObject()) {
            throw new StorageException.InvalidInput("line", "The line is not a JSON object such as " + example + ".");
        }
        return node;
    }

    /**
     * Refuses a member that is not one of the fields.
     *
     * @throws StorageException.InvalidInput if there is one
     */
    static void requireKnown(Map<String, JsonNode> members, List<String> fields) {
        for (String member : members.keySet()) {
            if (!fields.contains(member)) {
                throw new StorageException.InvalidInput(
                        member,
                        "There is no field " + Messages.quoted(member) + "; the fields are " + String.join(", ", fields)
                                + ".");
            }
        }
    }
}
