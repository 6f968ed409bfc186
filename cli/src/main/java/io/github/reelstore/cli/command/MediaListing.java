package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options and the output of the lists of images, audio and videos. */
final class MediaListing {

    @Option(names = "--project", paramLabel = "ID", description = "only rows of this project")
    @Nullable ProjectId project;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "maximum number of rows, 1 to 1000 (${DEFAULT-VALUE})")
    PageRequest limit = PageRequest.first(20);

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "continue after this cursor, which the previous page prints")
    @Nullable Cursor after;

    /** Reads a page from one of the repositories. */
    @FunctionalInterface
    interface Query<R> {
        Page<R> page(Tx tx, GenerationFilter filter, PageRequest page);
    }

    /**
     * Prints the page.
     *
     * @param command the command, such as {@code image list}
     * @param table an empty table; its second column is cut if there is not enough room
     * @param row the cells of a row
     */
    <R> void print(
            CliContext context,
            String command,
            Query<R> query,
            Function<Layout, TextTable> table,
            BiFunction<Layout, R, String[]> row) {
        GenerationFilter filter = project == null ? GenerationFilter.ALL : GenerationFilter.of(project);
        PageRequest page = after == null ? limit : limit.after(after);
        Function<PageRequest, Page<R>> read =
                part -> context.storeToRead().readOnly(tx -> query.page(tx, filter, part));
        if (context.options().json) {
            PagedOutput.json(context.output(), read, page);
            return;
        }
        Layout layout = context.output().layout();
        // the table keeps little of a row
        TextTable lines = table.apply(layout);
        Optional<Cursor> next = PagedOutput.each(read, page, item -> lines.row(row.apply(layout, item)));
        if (lines.isEmpty()) {
            if (project != null) {
                // a wrong id, or a title, is no empty project
                context.store().projects().get(project);
            }
            context.output()
                    .print("No " + noun(command) + (project == null ? "" : " in project " + project) + " in profile "
                            + context.store().profile() + ".\n");
            return;
        }
        String again = context.command(
                command + (project == null ? "" : " --project " + project) + " --limit " + limit.limit());
        context.output().print(lines.render() + more(next, again));
    }

    private static String noun(String command) {
        String noun = command.substring(0, command.indexOf(' '));
        return noun.equals("audio") ? noun : noun + "s";
    }

    /** A line with the command for the next page; empty on the last page. */
    static String more(Optional<Cursor> next, String again) {
        return next.map(cursor -> "\nMore: " + again + " --after " + cursor + "\n")
                .orElse("");
    }
}
