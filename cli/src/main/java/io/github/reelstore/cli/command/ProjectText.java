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

/** Projects in words. */
final class ProjectText {

    private final Layout layout;

    ProjectText(Layout layout) {
        this.layout = layout;
    }

    /** All that a person asks of one project. */
    String one(VideoProject project) {
        Details details = new Details(layout, project.title())
                .whole("id", project.id())
                .whole("status", project.status())
                .text("channel", project.channelId())
                .text("language", project.defaultLanguage())
                .text("aspect ratio", project.aspectRatio())
                .text("description", project.description())
                .whole("final cut", project.videoPath())
                .text("length", project.durationMs().map(Layout::length))
                .whole("poster", project.thumbPath())
                .whole("made", layout.time(project.createdAt()))
                .whole("changed", layout.time(project.updatedAt()) + " (version " + project.version() + ")");
        MediaText.notes(details, project.meta());
        return details.render();
    }

    /** One line a project. */
    String list(Page<VideoProject> page) {
        TextTable table = new TextTable(layout, 1, "ID", "TITLE", "STATUS", "CHANNEL", "LANGUAGE", "CHANGED");
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

    /** The project, its clips with all that belongs to them, and the languages that are spoken. */
    String tree(ProjectWithGenerations view) {
        return one(view.project()) + "\n" + new GenerationTree(layout).render(view.generations());
    }

    /** How many clips speak which language; empty where none speaks. */
    String languages(ProjectWithGenerations view) {
        List<LanguageCount> counts = LanguageCount.of(view.generations());
        if (counts.isEmpty()) {
            return "";
        }
        String all = " of " + Layout.count(view.generations().size(), "clip");
        return layout.style().bold("Languages") + "\n"
                + counts.stream()
                        .map(count -> "  " + count.language() + "  " + count.clips() + all + "\n")
                        .collect(Collectors.joining());
    }
}
