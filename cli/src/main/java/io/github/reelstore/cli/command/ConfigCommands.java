package io.github.reelstore.cli.command;

import io.github.reelstore.app.config.EffectiveSetting;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.json.JsonObject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code reelstore config ...}. */
@Command(addMethodSubcommands = false, name = "config", description = "Shows the configuration.")
public final class ConfigCommands {

    private final CliContext context;

    public ConfigCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "show",
            description = "Lists every option with its value, its source, and whether it is used.",
            footer =
                    "The database and the blob store are not opened. Secrets are shown as (set), invalid values as (refused). Exit status 1"
                            + " if a value is invalid.")
    int show() {
        List<EffectiveSetting> settings = context.configBuilder().settings();
        context.print(
                new JsonObject()
                        .with(
                                "items",
                                settings.stream().map(ConfigCommands::json).toList()),
                layout -> text(layout, settings));
        List<String> problems =
                settings.stream().flatMap(setting -> setting.problem().stream()).toList();
        if (!problems.isEmpty() && !context.options().json) {
            throw new StorageException.Configuration("", String.join(" ", problems));
        }
        return problems.isEmpty() ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private static String text(Layout layout, List<EffectiveSetting> settings) {
        TextTable table = new TextTable(layout, 1, "KEY", "VALUE", "SOURCE", "USED");
        for (EffectiveSetting setting : settings) {
            table.row(
                    setting.option().key(),
                    setting.value().orElseGet(() -> placeholder(setting)),
                    setting.source(),
                    setting.isUsed() ? "yes" : "no");
        }
        return table.render();
    }

    private static String placeholder(EffectiveSetting setting) {
        if (setting.problem().isPresent()) {
            return "(refused)";
        }
        return setting.isSet() ? "(set)" : "";
    }

    private static JsonObject json(EffectiveSetting setting) {
        return new JsonObject()
                .with("key", setting.option().key())
                .with("value", setting.value())
                .with("source", setting.source())
                .with("secret", setting.option().isSecret())
                .with("set", setting.isSet())
                .with("used", setting.isUsed())
                .with("problem", setting.problem());
    }
}
