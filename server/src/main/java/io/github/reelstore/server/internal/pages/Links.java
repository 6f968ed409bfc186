package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** The addresses of the pages and of media. */
final class Links {

    static final String HOME = "/";
    static final String JOBS = "/jobs";

    private Links() {}

    /** A page of a project, such as {@code languages}; the film if the name is empty. */
    static String project(ProjectId project, String page) {
        return "/projects/" + encoded(project.value()) + (page.isEmpty() ? "" : "/" + page);
    }

    /** A part of a project's page, which is loaded later. */
    static String part(ProjectId project, String name) {
        return "/parts" + project(project, name);
    }

    /** A scene, relative to the addresses of its project. */
    static String scene(String id) {
        return "scenes/" + encoded(id);
    }

    /** The forms of a job. */
    static String job(Id job) {
        return JOBS + "/" + encoded(job.value());
    }

    static String media(BlobKey key) {
        return "/api/v1/media/" + key.segments().stream().map(Links::encoded).collect(Collectors.joining("/"));
    }

    /** A parameter for the end of an address; empty if there is no value. */
    static String parameter(String name, Optional<String> value) {
        return value.map(text -> "&" + name + "=" + encoded(text)).orElse("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
