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

/** The lists of images, speech and clips: what they take, and how they are printed. */
final class MediaListing {

    @Option(names = "--project", paramLabel = "ID", description = "only those of this project")
    @Nullable ProjectId project;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many at most, 1 to 1000 (${DEFAULT-VALUE})")
    PageRequest limit = PageRequest.first(20);

    @Option(names = "--after", paramLabel = "CURSOR", description = "go on where the last page ended")
    @Nullable Cursor after;

    /** Asks one of the repositories for a page. */
    @FunctionalInterface
    interface Query<R> {
        Page<R> page(Tx tx, GenerationFilter filter, PageRequest page);
    }

    /**
     * Prints the page.
     *
     * @param command what was typed, such as {@code image list}
     * @param table an empty table; its second column is cut where there is no room
     * @param row a row's cells
     */
    <R> void print(
            CliContext context,
            String command,
            Query<R> query,
            Function<Layout, TextTable> table,
            BiFunction<Layout, R, String[]> row) {
        GenerationFilter filter = project == null ? GenerationFilter.ALL : GenerationFilter.of(project);
        PageRequest page = after == null ? limit : limit.after(after);
        Page<R> found = context.store().readOnly(tx -> query.page(tx, filter, page));
        String again = context.command(
                command + (project == null ? "" : " --project " + project) + " --limit " + limit.limit());
        context.print(PagedOutput.of(found), layout -> {
            if (found.items().isEmpty()) {
                return "None" + (project == null ? "" : " in project " + project) + " in profile "
                        + context.store().profile() + ".\n";
            }
            TextTable lines = table.apply(layout);
            found.items().forEach(one -> lines.row(row.apply(layout, one)));
            return lines.render() + more(found.next(), again);
        });
    }

    /** How to see the next page. */
    static String more(Optional<Cursor> next, String again) {
        return next.map(cursor -> "\nMore: " + again + " --after " + cursor + "\n")
                .orElse("");
    }
}
