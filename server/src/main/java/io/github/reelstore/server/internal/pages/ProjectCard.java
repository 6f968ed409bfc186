package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import java.util.Locale;
import java.util.Optional;

/**
 * A project as the pages show it.
 *
 * @param version its version
 * @param link the address of its film
 * @param title its title
 * @param description its description
 * @param status the value of its status
 * @param statusText its status for people
 * @param channel its channel
 * @param language the tag of its default language
 * @param length the duration of its final cut
 * @param finalCut the address of its final cut
 * @param thumbnail the address of a picture of it
 * @param created the day when it was created, UTC
 */
public record ProjectCard(
        long version,
        String link,
        String title,
        Optional<String> description,
        String status,
        String statusText,
        Optional<String> channel,
        Optional<String> language,
        Optional<String> length,
        Optional<String> finalCut,
        String thumbnail,
        String created) {

    static ProjectCard of(VideoProject project) {
        return new ProjectCard(
                project.version(),
                Links.project(project.id(), ""),
                project.title(),
                project.description(),
                project.status().value(),
                text(project.status()),
                project.channelId().map(ChannelId::value),
                project.defaultLanguage().map(LanguageTag::value),
                project.durationMs().map(Lengths::text),
                project.videoPath().map(Links::media),
                project.thumbPath().map(Links::media).orElse(Links.project(project.id(), "thumbnail")),
                project.createdAt().toString().substring(0, "2026-01-01".length()));
    }

    static String text(ProjectStatus status) {
        String words = status.value().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
