package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore cost}. */
@Command(
        name = "cost",
        description = "Sums up what jobs have cost, and what reuse has saved.",
        footer = {
            "Charged is what providers have charged for finished jobs, reserved is the price of those that are not finished. Jobs without"
                    + " a value, such as a scene, are \"unassigned\", so the sum of the lines is always the total.",
            "--csv prints RFC 4180, without the totals. A text that a spreadsheet would run as a formula gets a leading apostrophe."
        })
public final class CostCommand implements Runnable {

    private final CliContext context;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            defaultValue = "provider",
            description = "a line for each project, scene, language, provider, model or day in UTC (${DEFAULT-VALUE})")
    private CostDimension by = CostDimension.PROVIDER;

    @Option(names = "--project", paramLabel = "ID", description = "only the jobs of this project")
    private @Nullable ProjectId project;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "only jobs requested since this time: 2026-11-22, 2026-11-22T10:00:00Z or 24h (ago)")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "TIME", description = "only jobs requested before this time")
    private @Nullable Instant until;

    @Option(names = "--csv", description = "print comma-separated values")
    private boolean csv;

    public CostCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (csv && context.options().json) {
            throw new WrongUsage("Use --json or --csv, not both.");
        }
        TimeRange created =
                WrongUsage.unless(() -> new TimeRange(Optional.ofNullable(from), Optional.ofNullable(until)));
        Reelstore store = context.storeToRead();
        List<CostLine> lines = store.jobs().costs(by, Optional.ofNullable(project), created);
        CostReport report = new CostReport(by, lines);
        if (csv) {
            context.output().print(report.csv());
        } else {
            context.print(report.json(), layout -> report.text(layout, store));
        }
    }
}
