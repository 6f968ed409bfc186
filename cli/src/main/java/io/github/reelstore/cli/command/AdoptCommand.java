package io.github.reelstore.cli.command;

import io.github.reelstore.app.MediaImport;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.AdoptionPlan;
import io.github.reelstore.sqlite.adoption.AdoptionResult;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore adopt}. */
@Command(
        name = "adopt",
        description = "Adopts a desktop app's SQLite database as a store, in place, while the app keeps using it.",
        footer =
                "The file is backed up first. Only tables, columns and indexes are added, and a row for each project that the"
                        + " app's videos name; no row of the app changes. Run it again to add new projects. Exit status 1 if it"
                        + " fails or if --import-media found files that cannot be stored.")
public final class AdoptCommand implements Callable<Integer> {

    private final CliContext context;

    @Parameters(paramLabel = "FILE", description = "the app's database")
    private @Nullable Path file;

    @Option(names = "--plan", description = "print what would be added, and write nothing")
    private boolean plan;

    @Option(
            names = "--backup",
            paramLabel = "FILE",
            description = "where to write the backup (default: next to the database); never replaces a file")
    private @Nullable Path backup;

    @Option(names = "--import-media", description = "also copy the video files into the blob store; the originals stay")
    private boolean importMedia;

    public AdoptCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (context.options().database != null) {
            throw new WrongUsage("adopt takes the database as FILE: leave --database out.");
        }
        if (plan && (backup != null || importMedia)) {
            throw new WrongUsage("--plan writes nothing: leave --backup and --import-media out.");
        }
        ReelstoreConfig config = config();
        if (!plan) {
            CliContext.requireNotReadOnly(config);
        }
        context.recover(config);
        Adoption adoption = Adoption.of(config.sqlite().orElseThrow());
        return plan ? showPlan(adoption) : adopt(config, adoption);
    }

    private ReelstoreConfig config() {
        return context.configBuilder()
                .set(ConfigOption.DATABASE_URL, "jdbc:sqlite:" + database(), "FILE of adopt")
                .build();
    }

    private Path database() {
        if (file == null) {
            throw new IllegalStateException("picocli requires FILE");
        }
        return file.toAbsolutePath().normalize();
    }

    private int showPlan(Adoption adoption) {
        AdoptionPlan planned = adoption.plan();
        context.print(json(planned), layout -> new AdoptionText(layout).plan(database(), planned, command("adopt ")));
        return CommandLine.ExitCode.OK;
    }

    private int adopt(ReelstoreConfig config, Adoption adoption) {
        AdoptedContents contents = AdoptedContents.of(config.sqlite().orElseThrow());
        AdoptionResult result;
        try (PhasedProgress bar = new PhasedProgress(context.terminal())) {
            result = adoption.adopt(
                    Optional.ofNullable(backup),
                    (phase, done, total) -> bar.show(phase.name().toLowerCase(Locale.ROOT), done, total));
        }
        Optional<MediaImport.Summary> media =
                importMedia ? Optional.of(importMedia(config, contents)) : Optional.empty();
        context.print(
                json(result.changes())
                        .with("backup", result.backup().map(Path::toString))
                        .with("media", media),
                layout -> new AdoptionText(layout)
                        .result(
                                database(),
                                result,
                                contents.profiles(),
                                profile -> context.terminal().launcher()
                                        + context.options().asTyped("jdbc:sqlite:" + database(), profile.value())
                                        + " project list",
                                media));
        return media.filter(summary -> !summary.refused().isEmpty()).isPresent()
                ? Failures.FAILED
                : CommandLine.ExitCode.OK;
    }

    private MediaImport.Summary importMedia(ReelstoreConfig config, AdoptedContents contents) {
        try (Reelstore store = Reelstore.open(config);
                PhasedProgress bar = new PhasedProgress(context.terminal())) {
            return new MediaImport(store, contents).run((done, total) -> bar.show("import", done, total));
        }
    }

    private String command(String command) {
        return context.command(command + Messages.forShell(database().toString()));
    }

    private static JsonObject json(AdoptionPlan plan) {
        return new JsonObject()
                .with("tables", plan.tables())
                .with("columns", plan.columns())
                .with("indexes", plan.indexes())
                .with("projects", plan.projects())
                .with("generations", plan.generations())
                .with("warnings", plan.warnings());
    }
}
