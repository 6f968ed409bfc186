package io.github.reelstore.cli.command;

import io.github.reelstore.app.config.EffectiveSetting;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code reelstore config ...}. */
@Command(name = "config", description = "Shows the configuration.")
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
        context.print(new Shown(settings.stream().map(Item::of).toList()), layout -> text(layout, settings));
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

    private record Shown(List<Item> items) {}

    private record Item(
            String key,
            Optional<String> value,
            String source,
            boolean secret,
            boolean set,
            boolean used,
            Optional<String> problem) {

        static Item of(EffectiveSetting setting) {
            return new Item(
                    setting.option().key(),
                    setting.value(),
                    setting.source(),
                    setting.option().isSecret(),
                    setting.isSet(),
                    setting.isUsed(),
                    setting.problem());
        }
    }
}
