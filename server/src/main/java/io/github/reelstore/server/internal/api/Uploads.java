package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.MultipartReader;
import io.github.reelstore.server.internal.http.MultipartReader.Part;
import io.github.reelstore.server.internal.http.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of requests: JSON, a file, or a form with both. Files are streamed to the blob store. */
final class Uploads {

    static final String MULTIPART = "multipart/form-data";
    static final String JSON = "application/json";

    /** The part with the values of the row, which comes before the files. */
    static final String METADATA = "metadata";

    private static final String FILE = "file";

    /** A type that says nothing about the file, or that forms and programs send by default. */
    private static final Set<String> NO_TYPE = Set.of("application/octet-stream", "application/x-www-form-urlencoded");

    private Uploads() {}

    /** Reads a JSON object. */
    static ObjectNode json(Exchange exchange, String... alsoAccepted) throws IOException {
        String type = exchange.mediaType().orElse("");
        if (!type.equals(JSON) && !Set.of(alsoAccepted).contains(type)) {
            throw new HttpProblem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with the header Content-Type: application/json.");
        }
        return JsonReader.object(exchange.body());
    }

    /** The body as a file. */
    static BlobSource rawFile(Exchange exchange) {
        if (exchange.mediaType().filter(MULTIPART::equals).isPresent()) {
            throw new HttpProblem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the file itself as the body, not a form with it.");
        }
        return source(exchange.body(), exchange.mediaType());
    }

    /** Reads the values of a row from query and body, and returns the file that follows them. */
    static <B> BlobSource file(Exchange exchange, Inputs<B> inputs, B draft) throws IOException {
        inputs.apply(inputs.query(exchange), draft);
        String type = exchange.mediaType().orElse("");
        if (type.equals(MULTIPART)) {
            MultipartReader parts = exchange.parts();
            Optional<Part> part = parts.next();
            if (part.isPresent() && part.get().name().equals(METADATA)) {
                inputs.apply(JsonReader.object(part.get().content()), draft);
                part = parts.next();
            } else if (exchange.query("projectId").isEmpty()) {
                throw new StorageException.InvalidInput(
                        METADATA,
                        "The first part of the form must be \"metadata\", with the project; the file follows it.");
            }
            return lastFile(parts, part, FILE);
        }
        if (type.equals(JSON)) {
            throw new HttpProblem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send a file as the body, or a form with the part \"file\".");
        }
        return source(exchange.body(), exchange.mediaType());
    }

    private static Part named(Optional<Part> part, String name) {
        return part.filter(one -> one.name().equals(name))
                .orElseThrow(() -> new StorageException.InvalidInput(
                        name,
                        "The form has no part \"" + name + "\" here; send the part \"" + METADATA
                                + "\" first, then the files in the documented order."));
    }

    /** The file in a part, which must have this name and be the last one. */
    private static BlobSource lastFile(MultipartReader parts, Optional<Part> part, String name) {
        Part file = named(part, name);
        return source(parts.untilEnd(file.content()), file.type());
    }

    /** The file in the next part, which is looked for when the file is read: the parts before it have been read then. */
    static BlobSource nextFile(MultipartReader parts, String name) {
        return new BlobSource(name, () -> named(parts.next(), name).content());
    }

    /** Like {@link #nextFile}; the part must be the last one. */
    static BlobSource lastFile(MultipartReader parts, String name) {
        return new BlobSource(
                name, () -> parts.untilEnd(named(parts.next(), name).content()));
    }

    private static BlobSource source(InputStream in, Optional<String> type) {
        BlobSource source = new BlobSource("the uploaded file", () -> in);
        return type.filter(declared -> !NO_TYPE.contains(declared))
                .map(source::declaredAs)
                .orElse(source);
    }
}
