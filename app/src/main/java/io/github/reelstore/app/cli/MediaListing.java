package io.github.reelstore.app.cli;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.GenerationFilter;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.Tx;
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
            Session session,
            String command,
            Query<R> query,
            Function<Layout, Table> table,
            BiFunction<Layout, R, String[]> row) {
        GenerationFilter filter = project == null ? GenerationFilter.ALL : GenerationFilter.of(project);
        PageRequest page = after == null ? limit : limit.after(after);
        Page<R> found = session.store().readOnly(tx -> query.page(tx, filter, page));
        String again = session.command(
                command + (project == null ? "" : " --project " + project) + " --limit " + limit.limit());
        session.print(Listing.of(found), layout -> {
            if (found.items().isEmpty()) {
                return "None" + (project == null ? "" : " in project " + project) + " in profile "
                        + session.store().profile() + ".\n";
            }
            Table lines = table.apply(layout);
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
