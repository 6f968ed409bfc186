package io.github.reelstore.cli.command;

import io.github.reelstore.cli.command.DemoProject.StoredFile;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.GenerationTree;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;

/** The demo as text: the project's tree, languages and files, and commands to try next. */
final class DemoText {

    private final Layout layout;
    private final CliContext context;

    DemoText(Layout layout, CliContext context) {
        this.layout = layout;
        this.context = context;
    }

    String of(DemoProject demo) {
        GenerationTree tree = new GenerationTree(layout);
        demo.generations().forEach(tree::add);
        return new ProjectText(layout).one(demo.project()) + "\n" + tree.render() + "\n" + tree.languages() + "\n"
                + files(demo) + "\n" + location() + "\n" + next(demo);
    }

    private String files(DemoProject demo) {
        StringBuilder lines = new StringBuilder(layout.style().bold("Stored files")).append('\n');
        for (StoredFile file : demo.files()) {
            lines.append("  ").append(file.key()).append('\n');
            lines.append("    ")
                    .append(SafeText.pad(Layout.size(file.byteSize()), 8))
                    .append("  SHA-256 ")
                    .append(file.contentHash())
                    .append('\n');
            lines.append(layout.style().green("    ✓ read back, identical to " + file.source()))
                    .append('\n');
        }
        return lines.toString();
    }

    private String location() {
        return new Details(layout, "Stored in")
                .whole("database", context.config().databaseUrl())
                .whole("storage", context.config().storageUrl())
                .whole("profile", context.store().profile())
                .render();
    }

    private String next(DemoProject demo) {
        StoredFile first = demo.files().get(0);
        return layout.style().bold("Next") + "\n"
                + "  " + context.showCommand(demo.project().id()) + " --language vi\n"
                + "  " + context.command("cat " + first.key() + " --output " + first.source()) + "\n"
                + "  " + context.command("project list") + "\n";
    }
}
