package io.github.reelstore.server.internal.pages;

import io.github.reelstore.server.internal.http.MemoryBody;
import java.nio.charset.StandardCharsets;

/** The picture of a project without pictures: the leader of a film. */
final class Leader {

    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#2a2622"/>\
            <g fill="none" stroke="#8d8376" stroke-width="2"><path d="M0 90h320M160 0v180"/><circle cx="160" cy="90" r="72"/>\
            <circle cx="160" cy="90" r="60"/></g><path d="M160 90V18a72 72 0 0 1 62 108z" fill="#4a433b"/>\
            <text x="160" y="118" font-family="Georgia,serif" font-size="80" fill="#e9dfd0" text-anchor="middle">3</text></svg>
            """;

    static final MemoryBody BODY = new MemoryBody("image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8));

    private Leader() {}
}
