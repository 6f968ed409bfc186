package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a list of files in JSON Lines: an object a line, in UTF-8, with the member {@code file} and the fields of the row.
 * Blank lines are skipped. A line that is not valid becomes a file that cannot be opened, so that the others are added.
 */
final class FileList {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Numbers keep every digit, since {@code meta} is stored as it is written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path workingFolder;
    private final List<String> fields;

    /**
     * @param workingFolder resolves relative paths
     * @param fields the names of the fields that a line may have, in addition to {@code file}
     */
    FileList(Path workingFolder, List<String> fields) {
        this.workingFolder = workingFolder;
        this.fields = fields;
    }

    /** Passes on each file of the list; at most one line is in memory. */
    void read(InputStream in, Consumer<NewFile> files) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 0;
        long length;
        while ((length = readLine(buffered, line)) >= 0) {
            number++;
            if (length > TextFile.MAX_BYTES) {
                files.accept(refused(
                        number,
                        NewFile.FILE,
                        new StorageException.InvalidInput(
                                "line", "The line is larger than " + (TextFile.MAX_BYTES >> 20) + " MiB, the limit.")));
            } else {
                add(number, line.toByteArray(), files);
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

    private void add(long number, byte[] bytes, Consumer<NewFile> files) {
        String name = NewFile.FILE;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String json = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (json.isBlank()) {
                return;
            }
            Map<String, JsonNode> members = members(json);
            name = NewFile.textOf(NewFile.FILE, members.getOrDefault(NewFile.FILE, MissingNode.getInstance()));
            Path path = workingFolder.resolve(name);
            requireKnown(members);
            files.accept(new NewFile(name, OptionalLong.of(number), () -> BlobSource.of(path), members));
        } catch (StorageException.InvalidInput e) {
            files.accept(refused(number, name, e));
        } catch (CharacterCodingException e) {
            files.accept(
                    refused(number, name, new StorageException.InvalidInput("line", "The line is not UTF-8 text.", e)));
        } catch (InvalidPathException e) {
            files.accept(
                    refused(number, name, new StorageException.InvalidInput("file", "The file name is not valid.", e)));
        }
    }

    private static Map<String, JsonNode> members(String json) {
        JsonNode object = object(json);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static JsonNode object(String json) {
        @Nullable JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new StorageException.InvalidInput(
                    "line", "The line is not one JSON object: " + e.getOriginalMessage() + ".", e);
        }
        if (node == null || !node.isObject()) {
            throw new StorageException.InvalidInput(
                    "line", "The line is not a JSON object such as {\"file\": \"dusk.png\"}.");
        }
        return node;
    }

    private void requireKnown(Map<String, JsonNode> members) {
        for (String member : members.keySet()) {
            if (!member.equals(NewFile.FILE) && !fields.contains(member)) {
                throw new StorageException.InvalidInput(
                        member,
                        "There is no field " + Messages.quoted(member) + "; the fields are file, "
                                + String.join(", ", fields) + ".");
            }
        }
    }

    private static NewFile refused(long number, String name, StorageException.InvalidInput problem) {
        return new NewFile(
                name,
                OptionalLong.of(number),
                () -> {
                    throw problem;
                },
                Map.of());
    }
}
