package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.VideoProject;
import java.util.Optional;

/** Projects as text. */
final class ProjectText {

    private final Layout layout;

    ProjectText(Layout layout) {
        this.layout = layout;
    }

    /** The details of a project. */
    String one(VideoProject project) {
        Details details = new Details(layout, project.title())
                .whole("id", project.id())
                .whole("status", project.status())
                .text("channel", project.channelId())
                .text("language", project.defaultLanguage())
                .text("aspect ratio", project.aspectRatio())
                .text("description", project.description())
                .whole("final cut", project.videoPath())
                .text("duration", project.durationMs().map(Layout::duration))
                .whole("thumbnail", project.thumbPath())
                .whole("created", layout.time(project.createdAt()))
                .whole("updated", layout.time(project.updatedAt()) + " (version " + project.version() + ")");
        MediaText.info(details, project.mediaInfo());
        return details.render();
    }

    /** An empty table for one line per project. */
    TextTable table() {
        return new TextTable(layout, 1, "ID", "TITLE", "STATUS", "CHANNEL", "LANGUAGE", "UPDATED");
    }

    /** Adds a project to such a table. */
    void addTo(TextTable table, VideoProject project) {
        table.row(
                project.id().value(),
                project.title(),
                project.status().value(),
                orDash(project.channelId()),
                orDash(project.defaultLanguage()),
                layout.time(project.updatedAt()));
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }
}
