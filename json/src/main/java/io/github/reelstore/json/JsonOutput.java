package io.github.reelstore.json;

import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ResultState;
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
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * Writes records as JSON: fields in declaration order, null for absent values, ids and other value types as text, instants in
 * ISO 8601, and stored JSON embedded as is.
 */
public final class JsonOutput {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(new SimpleModule()
                    .addSerializer(new ToStringSerializer(Id.class))
                    .addSerializer(new ToStringSerializer(BlobKey.class))
                    .addSerializer(new ToStringSerializer(ContentHash.class))
                    .addSerializer(new ToStringSerializer(LanguageTag.class))
                    .addSerializer(new ToStringSerializer(FrameRate.class))
                    .addSerializer(new ToStringSerializer(ProjectStatus.class))
                    .addSerializer(new ToStringSerializer(GenerationStatus.class))
                    .addSerializer(new ToStringSerializer(InputRole.class))
                    .addSerializer(new ToStringSerializer(JobState.class))
                    .addSerializer(new ToStringSerializer(FailureClass.class))
                    .addSerializer(new ToStringSerializer(ResultState.class))
                    .addSerializer(new ToStringSerializer(BudgetScope.class))
                    .addSerializer(new ToStringSerializer(BudgetPeriod.class))
                    .addSerializer(new ToStringSerializer(CostDimension.class))
                    .addSerializer(new ToStringSerializer(Fingerprint.class))
                    .addSerializer(new ToStringSerializer(Cursor.class))
                    .addSerializer(new SeedNumber())
                    .addSerializer(new EmbeddedJson())
                    .addSerializer(new MadeFromObject()))
            .build();

    /** For few sets: each mapper keeps what it knows of the records. */
    private static final Map<Set<String>, JsonMapper> OMITTING = new ConcurrentHashMap<>();

    private static final ObjectWriter STREAMING = MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    private JsonOutput() {}

    /** The value on one line, without a line terminator. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * The value on one line in UTF-8, without some members of its records. The members of stored JSON are not looked at.
     *
     * @param omitted the names of the members; few different sets, since each needs memory
     */
    public static byte[] bytes(Object value, Set<String> omitted) {
        JsonMapper mapper = omitted.isEmpty() ? MAPPER : OMITTING.computeIfAbsent(omitted, JsonOutput::omitting);
        return mapper.writeValueAsBytes(value);
    }

    private static JsonMapper omitting(Set<String> names) {
        SimpleModule module = new SimpleModule("without " + names);
        module.setSerializerModifier(new ValueSerializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public List<BeanPropertyWriter> changeProperties(
                    SerializationConfig config,
                    BeanDescription.Supplier description,
                    List<BeanPropertyWriter> properties) {
                return properties.stream()
                        .filter(property -> !names.contains(property.getName()))
                        .toList();
            }
        });
        return MAPPER.rebuild().addModule(module).build();
    }

    /** Writes the value and a line feed, without a copy of the whole in memory. */
    public static void write(Object value, OutputStream out) throws IOException {
        try {
            BufferedOutputStream buffer = new BufferedOutputStream(out);
            STREAMING.writeValue(buffer, value);
            buffer.write('\n');
            buffer.flush();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** Programs that read numbers as doubles would change a larger one (RFC 8259, section 6), so it is text. */
    private static final class SeedNumber extends StdSerializer<Seed> {

        private static final BigInteger MAX_EXACT = BigInteger.ONE.shiftLeft(53);

        SeedNumber() {
            super(Seed.class);
        }

        @Override
        public void serialize(Seed seed, JsonGenerator generator, SerializationContext context) {
            if (seed.value().abs().compareTo(MAX_EXACT) > 0) {
                generator.writeString(seed.toString());
            } else {
                generator.writeNumber(seed.value());
            }
        }
    }

    private static final class MadeFromObject extends StdSerializer<MadeFrom> {

        MadeFromObject() {
            super(MadeFrom.class);
        }

        @Override
        public void serialize(MadeFrom madeFrom, JsonGenerator generator, SerializationContext context) {
            generator.writeRawValue(madeFrom.toJson().value());
        }
    }

    private static final class EmbeddedJson extends StdSerializer<JsonText> {

        EmbeddedJson() {
            super(JsonText.class);
        }

        @Override
        public void serialize(JsonText json, JsonGenerator generator, SerializationContext context) {
            generator.writeRawValue(json.value());
        }
    }
}
