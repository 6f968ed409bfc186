package io.github.reelstore.server.internal.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.MemoryBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Renders templates. They escape every value for its place in the HTML. */
final class Html {

    private static final String TYPE = "text/html;charset=utf-8";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Html.class.getClassLoader(), Html.class.getPackageName() + ".templates");
    private final Optional<String> mediaOrigin;

    /**
     * @param mediaOrigin the other origin to which browsers are redirected for media, if they are
     */
    Html(Optional<String> mediaOrigin) {
        this.mediaOrigin = mediaOrigin;
    }

    /** A page, or a part of one. */
    Answer render(int status, String template, Map<String, Object> values) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template + ".jte", values, output);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(
                status,
                Map.of(
                        "Content-Security-Policy",
                        policy(),
                        // a form that is sent without a referrer has the origin "null"
                        "Referrer-Policy",
                        "same-origin"),
                Optional.of(new MemoryBody(TYPE, bytes.toByteArray())));
    }

    /** Without inline styles and scripts, and without eval. */
    private String policy() {
        String files = mediaOrigin.map(origin -> " " + origin).orElse("");
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'" + files
                + "; media-src 'self'" + files
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Sends a browser to another page, after a change. */
    static Answer redirect(String location) {
        return Answer.of(303).with("Location", location);
    }
}
