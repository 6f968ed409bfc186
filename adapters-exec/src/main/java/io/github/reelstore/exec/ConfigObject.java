package io.github.reelstore.exec;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.NearestName;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object of a configuration file. Every error names the file and the path to the value in it. */
final class ConfigObject {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String file;
    private final String path;
    private final ObjectNode object;

    private ConfigObject(String file, String path, ObjectNode object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    /**
     * Parses a file.
     *
     * @param file its name, for messages
     * @throws StorageException.Configuration if it is not one JSON object, or an object in it has a key twice
     */
    static ConfigObject parse(String file, byte[] content) {
        try (JsonParser parser = MAPPER.createParser(content)) {
            parser.nextToken();
            JsonNode root = read(file, "", parser);
            if (parser.nextToken() == null && root instanceof ObjectNode object) {
                return new ConfigObject(file, "", object);
            }
        } catch (JacksonException e) {
            // without the message, which may quote a secret
            throw new StorageException.Configuration(
                    file,
                    file + " is not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        }
        throw new StorageException.Configuration(
                file, file + " must be one JSON object, such as {\"providers\": {...}, \"prices\": [...]}.");
    }

    /** Jackson finds keys that are there twice too, but does not say where. */
    private static JsonNode read(String file, String path, JsonParser parser) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = nodes.objectNode();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                String member = member(path, name);
                if (object.has(name)) {
                    throw new StorageException.Configuration(
                            file, file + ": " + member + " is there twice; remove one.");
                }
                parser.nextToken();
                object.set(name, read(file, member, parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = nodes.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(file, path + "[" + array.size() + "]", parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_STRING) {
            return nodes.stringNode(parser.getString());
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return nodes.numberNode(parser.getBigIntegerValue());
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return nodes.numberNode(parser.getDecimalValue());
        }
        return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                ? nodes.booleanNode(token == JsonToken.VALUE_TRUE)
                : nodes.nullNode();
    }

    private static String member(String path, String name) {
        String shown = name.matches("[A-Za-z0-9_-]{1,120}") ? name : Messages.quoted(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private String pathOf(String name) {
        return member(path, name);
    }

    /** The error of a member. */
    StorageException.Configuration wrong(String name, String problem) {
        return new StorageException.Configuration(file, file + ": " + pathOf(name) + " " + problem);
    }

    /** The error of this object. */
    StorageException.Configuration wrong(String problem) {
        return new StorageException.Configuration(file, file + ": " + path + " " + problem);
    }

    private StorageException.Configuration mustBe(String name, String expected, JsonNode value) {
        return wrong(name, "must be " + expected + ", not " + Messages.quoted(Protocol.text(value)) + ".");
    }

    /** Refuses all other members. */
    void allow(List<String> names) {
        for (String name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw new StorageException.Configuration(
                        file,
                        file + ": " + (path.isEmpty() ? "the file" : path) + " has an unknown key "
                                + Messages.quoted(name)
                                + NearestName.of(name, names)
                                        .map(nearest -> " (did you mean " + nearest + "?)")
                                        .orElse("")
                                + "; valid are " + String.join(", ", names) + ".");
            }
        }
    }

    /** A member that is a text and not blank. */
    String text(String name, String example) {
        return optionalText(name, example).orElseThrow(() -> wrong(name, "is missing; write it as " + example + "."));
    }

    /** The same; empty if it is absent. */
    Optional<String> optionalText(String name, String example) {
        return optional(name).map(value -> {
            if (!value.isString() || value.stringValue().isBlank()) {
                throw mustBe(name, "a text such as " + example, value);
            }
            return value.stringValue();
        });
    }

    /** A member that is a text in some format. */
    <T> T parsed(String name, String example, Function<String, T> parser) {
        String text = text(name, example);
        try {
            return parser.apply(text);
        } catch (StorageException.InvalidInput e) {
            throw wrong(name, "is wrong: " + e.getMessage());
        } catch (DateTimeException e) {
            throw wrong(name, "must be a day such as " + example + ", not " + Messages.quoted(text) + ".");
        }
    }

    /** A member that is a whole number from 1 on. */
    Optional<Integer> number(String name, int most) {
        return optional(name).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < 1
                    || value.intValue() > most) {
                throw mustBe(name, "a whole number from 1 to " + most, value);
            }
            return value.intValue();
        });
    }

    /** A member that is an array of texts, with at least one. */
    List<String> texts(String name, String example) {
        JsonNode value = optional(name).orElseThrow(() -> wrong(name, "is missing; write it as " + example + "."));
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (element.isString()) {
                texts.add(element.stringValue());
            }
        }
        if (!value.isArray()
                || texts.isEmpty()
                || texts.size() != value.size()
                || texts.get(0).isBlank()) {
            throw mustBe(name, "an array of texts such as " + example, value);
        }
        return texts;
    }

    /** A member that is an object. */
    Optional<ConfigObject> object(String name) {
        return optional(name).map(value -> {
            if (value instanceof ObjectNode member) {
                return new ConfigObject(file, pathOf(name), member);
            }
            throw wrong(name, "must be an object.");
        });
    }

    /** Whether a member is a text. */
    boolean isText(String name) {
        return object.path(name).isString();
    }

    /** The members, which are objects, by name. */
    Map<String, ConfigObject> objects() {
        Map<String, ConfigObject> objects = new LinkedHashMap<>();
        for (String name : names()) {
            object(name).ifPresentOrElse(member -> objects.put(name, member), () -> {
                throw wrong(name, "must be an object.");
            });
        }
        return objects;
    }

    List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** A member that is an array of objects; empty if it is absent. */
    List<ConfigObject> list(String name) {
        List<ConfigObject> list = new ArrayList<>();
        optional(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(name, "must be an array of objects.");
            }
            for (JsonNode element : value) {
                String place = pathOf(name) + "[" + list.size() + "]";
                if (!(element instanceof ObjectNode member)) {
                    throw new StorageException.Configuration(file, file + ": " + place + " must be an object.");
                }
                list.add(new ConfigObject(file, place, member));
            }
        });
        return list;
    }

    private Optional<JsonNode> optional(String name) {
        return Optional.<JsonNode>ofNullable(object.get(name)).filter(value -> !value.isNull());
    }
}
