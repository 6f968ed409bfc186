package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.GenerationTree;
import io.github.reelstore.cli.console.LanguageCount;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** A table with one line per project. */
    String list(Page<VideoProject> page) {
        TextTable table = new TextTable(layout, 1, "ID", "TITLE", "STATUS", "CHANNEL", "LANGUAGE", "UPDATED");
        for (VideoProject project : page.items()) {
            table.row(
                    project.id().value(),
                    project.title(),
                    project.status().value(),
                    orDash(project.channelId()),
                    orDash(project.defaultLanguage()),
                    layout.time(project.updatedAt()));
        }
        return table.render();
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    /** The details of the project and the tree of its videos. */
    String tree(ProjectWithGenerations view) {
        return one(view.project()) + "\n" + new GenerationTree(layout).render(view.generations());
    }

    /** The number of videos per language; empty if no video has audio. */
    String languages(ProjectWithGenerations view) {
        List<LanguageCount> counts = LanguageCount.of(view.generations());
        if (counts.isEmpty()) {
            return "";
        }
        String all = " of " + Layout.count(view.generations().size(), "video");
        return layout.style().bold("Languages") + "\n"
                + counts.stream()
                        .map(count -> "  " + count.language() + "  " + count.videos() + all + "\n")
                        .collect(Collectors.joining());
    }
}
