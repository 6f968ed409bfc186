package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row as a line of JSON and back: the components of its record under their names, without those that are absent. What JSON numbers
 * do not hold exactly everywhere is text: instants, seeds, and integers beyond 2^53 - 1. Stored JSON is text too, so that it stays as it
 * was written.
 *
 * @param <R> the record of the row
 */
final class RowCodec<R extends Record> {

    /** Texts of providers may be large. */
    static final int MAX_LINE = 64 << 20;

    private static final long MAX_TOKENS = 100_000;

    private static final long MAX_SAFE = (1L << 53) - 1;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_LINE)
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            // stored JSON is text, so that a row has as many as its members and items of lists
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How a value is written as text and read from it. */
    private record TextForm(Function<Object, String> write, Function<String, Object> read) {

        static TextForm of(Function<String, Object> read) {
            return new TextForm(Object::toString, read);
        }
    }

    private static final Map<Class<?>, TextForm> TEXT_FORMS = Map.ofEntries(
            Map.entry(String.class, TextForm.of(text -> text)),
            Map.entry(ProfileId.class, TextForm.of(ProfileId::new)),
            Map.entry(ChannelId.class, TextForm.of(ChannelId::new)),
            Map.entry(ProjectId.class, TextForm.of(ProjectId::new)),
            Map.entry(GenerationId.class, TextForm.of(GenerationId::new)),
            Map.entry(ImageId.class, TextForm.of(ImageId::new)),
            Map.entry(AudioId.class, TextForm.of(AudioId::new)),
            Map.entry(ProjectStatus.class, TextForm.of(ProjectStatus::of)),
            Map.entry(GenerationStatus.class, TextForm.of(GenerationStatus::new)),
            Map.entry(LanguageTag.class, TextForm.of(LanguageTag::new)),
            Map.entry(InputRole.class, TextForm.of(InputRole::new)),
            Map.entry(InputDigest.class, TextForm.of(InputDigest::new)),
            Map.entry(ScenePosition.class, TextForm.of(ScenePosition::new)),
            Map.entry(BlobKey.class, TextForm.of(BlobKey::new)),
            Map.entry(ContentHash.class, TextForm.of(ContentHash::new)),
            Map.entry(FrameRate.class, TextForm.of(FrameRate::of)),
            Map.entry(Seed.class, TextForm.of(Seed::of)),
            Map.entry(JsonText.class, TextForm.of(JsonText::new)),
            Map.entry(Instant.class, TextForm.of(Instant::parse)),
            Map.entry(
                    MediaKind.class,
                    new TextForm(
                            kind -> kind.toString().toLowerCase(Locale.ROOT),
                            text -> MediaKind.valueOf(text.toUpperCase(Locale.ROOT)))),
            Map.entry(
                    MediaInfo.class,
                    new TextForm(
                            info -> ((MediaInfo) info).toJson().value(), text -> MediaInfo.of(new JsonText(text)))),
            Map.entry(
                    MadeFrom.class,
                    new TextForm(made -> ((MadeFrom) made).toJson().value(), text -> MadeFrom.of(new JsonText(text)))));

    private final Class<R> type;

    RowCodec(Class<R> type) {
        this.type = type;
    }

    Class<R> type() {
        return type;
    }

    /**
     * Writes a row.
     *
     * @param omitted the names of components that are left out
     * @return the line, without a line feed
     */
    byte[] encode(R row, Set<String> omitted) {
        Map<String, Object> members = members(row);
        members.keySet().removeAll(omitted);
        return MAPPER.writeValueAsBytes(members);
    }

    private static Map<String, Object> members(Record row) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(row);
                if (value instanceof Optional<?> optional) {
                    value = optional.orElse(null);
                }
                if (value != null) {
                    members.put(component.getName(), encoded(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the records and their accessors are public", e);
            }
        }
        return members;
    }

    private static Object encoded(Object value) {
        TextForm text = TEXT_FORMS.get(value.getClass());
        if (text != null) {
            return text.write().apply(value);
        }
        if (value instanceof Integer) {
            return value;
        }
        if (value instanceof Long number) {
            return Math.abs(number) <= MAX_SAFE ? number : number.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RowCodec::encoded).toList();
        }
        if (value instanceof Record nested) {
            return members(nested);
        }
        throw new IllegalStateException("a bundle has no form for " + value.getClass());
    }

    /**
     * Reads a row.
     *
     * @throws StorageException.InvalidInput if the line is not such a row; the message says why
     */
    R decode(byte[] line) {
        try {
            return record(type, MAPPER.readTree(line));
        } catch (JacksonException e) {
            throw invalid("it is not valid JSON");
        }
    }

    private static <T> T record(Class<T> type, JsonNode node) {
        if (!node.isObject()) {
            throw invalid("it is not an object");
        }
        RecordComponent[] components = type.getRecordComponents();
        Set<String> unknown = new HashSet<>(node.propertyNames());
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            unknown.remove(component.getName());
            values[i] = value(component.getName(), component.getGenericType(), node.get(component.getName()));
        }
        if (!unknown.isEmpty()) {
            throw invalid(
                    "it has an unknown member \"" + printable(unknown.iterator().next()) + "\"");
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StorageException.InvalidInput refused) {
                throw refused;
            }
            throw invalid("a value is not valid");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the records and their constructors are public", e);
        }
    }

    /** For messages, which must be one short line. */
    private static String printable(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_-]", "?");
        return clean.length() > 40 ? clean.substring(0, 40) : clean;
    }

    private static @Nullable Object value(String name, Type type, @Nullable JsonNode node) {
        boolean absent = node == null || node.isNull();
        if (type instanceof ParameterizedType parameterized) {
            Type inner = parameterized.getActualTypeArguments()[0];
            if (parameterized.getRawType() == Optional.class) {
                return absent ? Optional.empty() : Optional.ofNullable(value(name, inner, node));
            }
            List<Object> elements = new ArrayList<>();
            if (node != null && node.isArray()) {
                node.forEach(element -> elements.add(required(name, value(name, inner, element))));
            } else if (!absent) {
                throw invalid("\"" + name + "\" is not an array");
            }
            return elements;
        }
        if (absent) {
            throw invalid("it lacks \"" + name + "\"");
        }
        return single(name, (Class<?>) type, required(name, node));
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw invalid("it lacks \"" + name + "\"");
        }
        return value;
    }

    private static Object single(String name, Class<?> type, JsonNode node) {
        TextForm text = TEXT_FORMS.get(type);
        if (text != null) {
            if (!node.isString()) {
                throw invalid("\"" + name + "\" is not text");
            }
            try {
                return text.read().apply(node.stringValue());
            } catch (DateTimeException | IllegalArgumentException e) {
                throw invalid("\"" + name + "\" is not valid");
            }
        }
        if (type.isRecord()) {
            return record(type, node);
        }
        boolean isInt = type == int.class || type == Integer.class;
        try {
            long number = node.isString() ? Long.parseLong(node.stringValue()) : integer(name, node);
            return isInt ? (Object) Math.toIntExact(number) : (Object) number;
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid("\"" + name + "\" is not an integer of " + (isInt ? "32" : "64") + " bits");
        }
    }

    private static long integer(String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw invalid("\"" + name + "\" is not an integer of 64 bits");
        }
        return node.longValue();
    }

    private static StorageException.InvalidInput invalid(String why) {
        return new StorageException.InvalidInput("row", why);
    }
}
