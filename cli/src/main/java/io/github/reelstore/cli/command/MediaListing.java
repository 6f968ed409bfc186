package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.json.PagedOutput;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options and the output of the lists of images, audio and videos. */
final class MediaListing {

    /** The number of rows that are read at once. */
    private static final int PART = 50;

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
        if (context.options().json) {
            Page<R> rows = context.store().readOnly(tx -> query.page(tx, filter, page));
            context.print(PagedOutput.of(rows), layout -> "");
            return;
        }
        TextTable lines = table.apply(context.output().layout());
        Optional<Cursor> next = context.store()
                .readOnly(tx -> addRows(
                        part -> query.page(tx, filter, part),
                        page,
                        item -> lines.row(row.apply(context.output().layout(), item))));
        if (lines.isEmpty()) {
            context.output()
                    .print("No rows" + (project == null ? "" : " in project " + project) + " in profile "
                            + context.store().profile() + ".\n");
            return;
        }
        String again = context.command(
                command + (project == null ? "" : " --project " + project) + " --limit " + limit.limit());
        context.output().print(lines.render() + more(next, again));
    }

    /** Adds the rows of a page in parts: a table keeps little of a row, whose prompt and response may be large. */
    private static <R> Optional<Cursor> addRows(
            Function<PageRequest, Page<R>> query, PageRequest page, Consumer<R> table) {
        Optional<Cursor> next = page.after();
        int left = page.limit();
        do {
            Page<R> part = query.apply(new PageRequest(Math.min(left, PART), next));
            part.items().forEach(table);
            left -= part.items().size();
            next = part.next();
        } while (left > 0 && next.isPresent());
        return next;
    }

    /** A line with the command for the next page; empty on the last page. */
    static String more(Optional<Cursor> next, String again) {
        return next.map(cursor -> "\nMore: " + again + " --after " + cursor + "\n")
                .orElse("");
    }
}
