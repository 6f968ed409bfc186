package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.server.internal.http.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schemas of the records that answers contain, made from the records themselves as their JSON is. */
final class RecordSchemas {

    private static final Map<Class<?>, Schema> VALUES = Map.ofEntries(
            Map.entry(String.class, Schema.STRING),
            Map.entry(long.class, Schema.INTEGER),
            Map.entry(Long.class, Schema.INTEGER),
            Map.entry(int.class, Schema.INTEGER),
            Map.entry(Integer.class, Schema.INTEGER),
            Map.entry(boolean.class, Schema.BOOLEAN),
            Map.entry(Instant.class, Schema.STRING.with("format", "date-time")),
            Map.entry(JsonText.class, Schema.ANY),
            Map.entry(MadeFrom.class, Schema.of("object").with("additionalProperties", Schema.STRING.members())),
            Map.entry(Seed.class, Schema.ANY.with("type", List.of("integer", "string"))),
            Map.entry(BlobKey.class, Schema.STRING),
            Map.entry(ContentHash.class, Schema.STRING),
            Map.entry(FrameRate.class, Schema.STRING),
            Map.entry(LanguageTag.class, Schema.STRING),
            Map.entry(GenerationStatus.class, Schema.STRING),
            Map.entry(InputRole.class, Schema.STRING),
            Map.entry(Cursor.class, Schema.STRING),
            Map.entry(ProjectStatus.class, projectStatus()));

    private final Map<String, Schema> components = new LinkedHashMap<>();

    static Schema projectStatus() {
        return Schema.oneOf(
                Arrays.stream(ProjectStatus.values()).map(ProjectStatus::value).toList());
    }

    /** A reference to the schema of a record. */
    Schema of(Class<? extends Record> type) {
        return record(type, type.getSimpleName(), Map.of());
    }

    /** A reference to the schema of a generic record with one type parameter, such as a page of rows. */
    Schema of(Class<? extends Record> type, String name, Class<? extends Record> argument) {
        return record(type, name, Map.of(type.getTypeParameters()[0].getName(), argument));
    }

    /** Adds a schema under a name. */
    Schema named(String name, Schema schema) {
        components.put(name, schema);
        return Schema.ref(name);
    }

    Map<String, Schema> components() {
        return components;
    }

    private Schema record(Class<?> type, String name, Map<String, Type> arguments) {
        if (!components.containsKey(name)) {
            // before the members, which may refer to it
            components.put(name, Schema.ANY);
            Map<String, Schema> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName(), schema(component.getGenericType(), arguments));
                if (!ProviderFields.NAMES.contains(component.getName())) {
                    required.add(component.getName());
                }
            }
            components.put(name, Schema.object(properties, required));
        }
        return Schema.ref(name);
    }

    private Schema schema(Type type, Map<String, Type> arguments) {
        if (type instanceof TypeVariable<?> variable) {
            return schema(Optional.ofNullable(arguments.get(variable.getName())).orElseThrow(), arguments);
        }
        if (type instanceof ParameterizedType generic) {
            return generic(generic, arguments);
        }
        Class<?> plain = (Class<?>) type;
        if (VALUES.containsKey(plain)) {
            return Optional.ofNullable(VALUES.get(plain)).orElseThrow();
        }
        if (Id.class.isAssignableFrom(plain)) {
            return Schema.STRING;
        }
        if (plain.isRecord()) {
            return record(plain, plain.getSimpleName(), Map.of());
        }
        throw new IllegalStateException("There is no schema for " + type + ".");
    }

    private Schema generic(ParameterizedType type, Map<String, Type> arguments) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return schema(of[0], arguments).nullable();
        }
        if (type.getRawType() == List.class) {
            return Schema.listOf(schema(of[0], arguments));
        }
        if (type.getRawType() == Map.class) {
            return Schema.of("object")
                    .with("additionalProperties", schema(of[1], arguments).members());
        }
        throw new IllegalStateException("There is no schema for " + type + ".");
    }
}
