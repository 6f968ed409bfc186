package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.MemoryBody;
import io.github.reelstore.server.internal.http.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stylesheet, the scripts and the icon. Their address contains their hash, so that a browser keeps them until they
 * change.
 */
final class Assets {

    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final String OWN = "/io/github/reelstore/server/pages/";
    private static final String SCRIPT = "text/javascript;charset=utf-8";

    private final Map<String, MemoryBody> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        files.put("htmx.js", new MemoryBody(SCRIPT, read(HTMX)));
        files.put("reelstore.js", new MemoryBody(SCRIPT, read(OWN + "reelstore.js")));
        byte[] css = (new String(read(OWN + "reelstore.css"), StandardCharsets.UTF_8) + Lengths.css())
                .getBytes(StandardCharsets.UTF_8);
        files.put("reelstore.css", new MemoryBody("text/css;charset=utf-8", css));
        files.put("holes.svg", new MemoryBody("image/svg+xml", read(OWN + "holes.svg")));
        files.put("icon.svg", new MemoryBody("image/svg+xml", read(OWN + "icon.svg")));
        MessageDigest digest = ContentHash.newDigest();
        files.values().forEach(file -> digest.update(file.bytes()));
        this.version = ContentHash.of(digest).value().substring(0, 12);
    }

    /** The path before the name of a file. */
    String base() {
        return "/assets/" + version + "/";
    }

    Answer get(Exchange exchange) {
        @Nullable MemoryBody file = files.get(exchange.path("name"));
        if (file == null) {
            throw new HttpProblem(ProblemType.NOT_FOUND, "The pages have no such file.");
        }
        return new Answer(200, Map.of("Cache-Control", "public, max-age=31536000, immutable"), Optional.of(file));
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is missing.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
