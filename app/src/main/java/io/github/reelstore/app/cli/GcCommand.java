package io.github.reelstore.app.cli;

import io.github.reelstore.domain.service.Collected;
import io.github.reelstore.domain.service.CollectionService.Mode;
import io.github.reelstore.domain.service.CollectionService.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore gc}. */
@Command(
        name = "gc",
        description = "Removes the profile's files that nothing refers to any more, once their grace period is over.",
        footer =
                "Others may write meanwhile, and several may collect at once. Stopped at any moment, the next run goes on. Exit status 1"
                        + " if files could not be removed; they are tried again next time.")
final class GcCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "how long files stay at least, such as 24h, 30m, 7d or PT24H (${DEFAULT-VALUE})")
    private Duration grace = Duration.ZERO;

    @Option(names = "--dry-run", description = "tell what would be removed, and remove nothing")
    private boolean dryRun;

    @Option(
            names = "--orphans",
            description = "also files that no row ever referred to, as a crash may leave them; lists the whole storage")
    private boolean orphans;

    GcCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Collected collected;
        try (Steps steps = new Steps("collecting", session.terminal())) {
            collected = (dryRun ? session.store() : session.storeToWrite())
                    .collection()
                    .collect(
                            orphans ? Scope.ALL_FILES : Scope.TOMBSTONES,
                            grace,
                            dryRun ? Mode.PREVIEW : Mode.REMOVE,
                            steps::at);
        }
        session.print(Printed.of(collected, dryRun), layout -> text(layout, collected));
        return collected.failed().isEmpty() ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private String text(Layout layout, Collected collected) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(collected.failed())
                .forEach((key, reason) -> lines.append(layout.style().red("left"))
                        .append("  ")
                        .append(SafeText.of(key + "  " + reason))
                        .append('\n'));
        lines.append(dryRun ? "Would remove " : "Removed ")
                .append(Layout.count(collected.tombstones(), "deleted file"));
        if (orphans) {
            lines.append(", ")
                    .append(Layout.count(collected.orphans(), "file"))
                    .append(" without a row (")
                    .append(Layout.size(collected.orphanBytes()))
                    .append(')');
        }
        if (collected.leftovers() > 0) {
            lines.append(", ").append(Layout.count(collected.leftovers(), "leftover"));
        }
        return lines.append(".\n").toString();
    }

    private record Printed(
            boolean dryRun,
            long tombstones,
            long orphans,
            long orphanBytes,
            long leftovers,
            Map<String, String> failed) {

        static Printed of(Collected collected, boolean dryRun) {
            Map<String, String> failed = new TreeMap<>();
            collected.failed().forEach((key, reason) -> failed.put(key.value(), reason));
            return new Printed(
                    dryRun,
                    collected.tombstones(),
                    collected.orphans(),
                    collected.orphanBytes(),
                    collected.leftovers(),
                    failed);
        }
    }
}
