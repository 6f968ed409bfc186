package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.port.rows.Cursor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * Records as JSON: fields in the order of the record, null for what is absent, ids and other one-value types as the text they
 * are, instants in ISO 8601, and JSON that was stored as the JSON it is.
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
                    .addSerializer(new EmbeddedJson()))
            .build();

    private JsonOutput() {}

    /** The value on one line, without its end. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
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
