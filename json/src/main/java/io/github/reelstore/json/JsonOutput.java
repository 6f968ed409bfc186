package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.rows.Cursor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
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
                    .addSerializer(new ToStringSerializer(ProjectStatus.class))
                    .addSerializer(new ToStringSerializer(GenerationStatus.class))
                    .addSerializer(new ToStringSerializer(InputRole.class))
                    .addSerializer(new ToStringSerializer(Cursor.class))
                    .addSerializer(new SeedNumber())
                    .addSerializer(new EmbeddedJson()))
            .build();

    private static final ObjectWriter STREAMING = MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    private JsonOutput() {}

    /** The value on one line, without a line terminator. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Writes the value and a line feed, without a copy of the whole in memory. */
    static void write(Object value, OutputStream out) throws IOException {
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
