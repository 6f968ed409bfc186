package io.github.reelstore.cli.command;

import io.github.reelstore.app.CheckResult;
import io.github.reelstore.app.Doctor;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.GlobalOptions;
import io.github.reelstore.json.JsonObject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The root command, and the commands that do not belong to a group. */
@Command(
        addMethodSubcommands = false,
        name = "reelstore",
        description = "Stores the projects, images, audio and videos of AI video production, with their files.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "By default, rows and files are stored in ./reelstore-data. A configuration file, environment variables"
                    + " (REELSTORE_DATABASE_URL, REELSTORE_STORAGE_URL, REELSTORE_PROFILE) and options override this."
        })
public final class RootCommand {

    private final CliContext context;

    @Mixin
    final GlobalOptions options;

    public RootCommand(CliContext context) {
        this.context = context;
        this.options = context.options();
    }

    @Command(name = "init", description = "Creates or upgrades the database and the blob store.")
    void init(
            @Option(
                            names = "--rebind",
                            description =
                                    "confirm that a blob store without a store id, such as a copy of the files without"
                                            + " .reelstore, belongs to this database; or give the blob store's id to a database that"
                                            + " has never stored a file, such as a backup from before the first file")
                    boolean rebind) {
        if (rebind) {
            context.storeToWrite().media().rebind();
        } else {
            context.storeToWrite().media().bind();
        }
        ReelstoreConfig config = context.config();
        context.print(
                new JsonObject().with("database", config.databaseUrl()).with("storage", config.storageUrl()),
                layout -> new Details(layout, "Ready")
                        .whole("database", config.databaseUrl())
                        .whole("storage", config.storageUrl())
                        .render());
    }

    @Command(
            name = "doctor",
            description = "Checks that the database and the blob store are reachable, supported, intact and writable.",
            footer =
                    "An SQLite database that is marked as damaged (with a file FILE.corrupt next to it) is read in full. If no"
                            + " damage is found, it becomes writable again. doctor removes what it wrote, and does not create a"
                            + " database file or a blob store folder. Like every command, it opens both. This may create or"
                            + " upgrade the tables (in Postgres also the schema), and create the folder .reelstore of a blob store"
                            + " on local disk or the staging folder of one in S3. Exit status 1 if a check fails.")
    int doctor() {
        List<CheckResult> results = Doctor.examine(context::recoveredConfig);
        context.print(DoctorText.json(results), layout -> new DoctorText(layout).of(results));
        return DoctorText.isOk(results) ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    @Command(name = "demo", description = "Creates a sample project from the bundled sample media and prints its tree.")
    int demo(
            @Option(
                            names = "--provider",
                            description = "request the media from a simulated provider instead, which fails once")
                    boolean provider) {
        if (provider) {
            ProviderDemo demo = ProviderDemo.run(context);
            context.print(demo.json(), layout -> demo.text(layout, context));
            return demo.isComplete() ? 0 : 1;
        }
        DemoProject demo = DemoProject.create(context.store());
        context.print(demo, layout -> new DemoText(layout, context).of(demo));
        return 0;
    }
}
