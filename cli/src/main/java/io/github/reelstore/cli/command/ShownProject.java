package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.GenerationTree;
import io.github.reelstore.cli.console.JsonList;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.Output;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.json.JsonOutput;
import java.util.List;
import java.util.Optional;

/**
 * Prints a project with its videos, and with the images and audio that none of them uses. They are read and printed in parts, because
 * there may be more than fit into memory.
 */
final class ShownProject {

    private final ProjectService projects;
    private final ProjectId id;
    private final Optional<LanguageTag> language;

    /**
     * @param language shows only videos with audio in this language, videos without audio, and audio in this language; empty for all
     */
    ShownProject(ProjectService projects, ProjectId id, Optional<LanguageTag> language) {
        this.projects = projects;
        this.id = id;
        this.language = language;
    }

    void print(CliContext context) {
        VideoProject project = projects.get(id);
        if (context.options().json) {
            printJson(context.output(), project);
        } else {
            context.output().print(text(context.output().layout(), project));
        }
    }

    private void printJson(Output output, VideoProject project) {
        JsonList list = new JsonList(output, "{\"project\":" + JsonOutput.of(project) + ",\"generations\":[");
        try {
            PagedOutput.all(this::videos, list::add);
            list.next("imagesWithoutVideo");
            PagedOutput.all(page -> projects.imagesWithoutVideo(id, page), list::add);
            list.next("audioWithoutVideo");
            PagedOutput.all(this::audioWithoutVideo, list::add);
            list.end();
        } catch (RuntimeException | Error e) {
            list.abort();
            throw e;
        }
    }

    private String text(Layout layout, VideoProject project) {
        GenerationTree tree = new GenerationTree(layout);
        PagedOutput.all(this::videos, video -> tree.add(language.isEmpty() ? video : withoutTracks(video)));
        TextTable images = ImageCommands.table(layout);
        PagedOutput.all(
                page -> projects.imagesWithoutVideo(id, page), image -> images.row(ImageCommands.cells(layout, image)));
        TextTable audio = AudioCommands.table(layout);
        PagedOutput.all(this::audioWithoutVideo, row -> audio.row(AudioCommands.cells(layout, row)));
        return new ProjectText(layout).one(project) + "\n" + videos(tree) + section(tree.languages())
                + section(layout, "Images without a video", images) + section(layout, "Audio without a video", audio);
    }

    private String videos(GenerationTree tree) {
        boolean othersHidden = tree.isEmpty()
                && language.isPresent()
                && !projects.listGenerations(id, PageRequest.first(1)).items().isEmpty();
        return othersHidden
                ? "No video has audio in " + language.get() + "; without --language, all videos are shown.\n"
                : tree.render();
    }

    private static String section(Layout layout, String title, TextTable table) {
        return table.isEmpty() ? "" : section(layout.style().bold(title) + "\n" + table.render());
    }

    private static String section(String lines) {
        return lines.isEmpty() ? "" : "\n" + lines;
    }

    private Page<GenerationView> videos(PageRequest page) {
        return language.map(tag -> projects.listGenerations(id, tag, page))
                .orElseGet(() -> projects.listGenerations(id, page));
    }

    private Page<AudioGeneration> audioWithoutVideo(PageRequest page) {
        Page<AudioGeneration> all = projects.audioWithoutVideo(id, page);
        List<AudioGeneration> shown = all.items().stream()
                .filter(audio -> language.isEmpty()
                        || audio.language()
                                .filter(tag -> language.get().matches(tag))
                                .isPresent())
                .toList();
        return new Page<>(shown, all.next());
    }

    /** Text output for one language shows only its audio. JSON output contains all tracks. */
    private static GenerationView withoutTracks(GenerationView view) {
        return new GenerationView(view.generation(), view.image(), view.inputs(), view.audio(), List.of());
    }
}
