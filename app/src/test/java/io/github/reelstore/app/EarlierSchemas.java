package io.github.reelstore.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Dumps of the databases of earlier versions, as SQL. */
public final class EarlierSchemas {

    private EarlierSchemas() {}

    /**
     * The statements that make the database.
     *
     * @param kind {@code sqlite} or {@code postgres}
     * @param version the version of its schema
     */
    public static String dump(String kind, int version) throws IOException {
        String name = "schemas/" + kind + "-v" + version + ".sql";
        try (InputStream stream = EarlierSchemas.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
