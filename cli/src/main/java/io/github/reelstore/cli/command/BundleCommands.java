package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.transfer.ExportedProject;
import io.github.reelstore.domain.transfer.ImportedProject;
import io.github.reelstore.domain.transfer.MappedId;
import io.github.reelstore.export.bundle.BundleOptions;
import io.github.reelstore.export.bundle.Bundles;
import io.github.reelstore.export.bundle.ExportedBundle;
import io.github.reelstore.export.bundle.ImportedBundle;
import io.github.reelstore.export.bundle.VerifiedBundle;
import io.github.reelstore.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore bundle ...}. */
@Command(
        addMethodSubcommands = false,
        name = "bundle",
        description = "Hands projects over: exports, checks and imports bundles.")
public final class BundleCommands {

    /** How many changed ids are printed as text; JSON has all of them. */
    private static final int PRINTED_IDS = 10;

    private final CliContext context;

    public BundleCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "export",
            description = "Writes a project with all rows and files as a bundle: a BagIt 1.0 bag.",
            footer = {
                "A target that exists is never replaced. If a file of the project is missing or damaged, nothing is left at the target.",
                "Jobs, budgets and what was paid are not part of a bundle."
            })
    void export(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "DIR|FILE.zip|-",
                            description = "a folder, a zip file, or - for a zip archive on standard output")
                    MediaFile to,
            @Option(
                            names = "--with-responses",
                            description =
                                    "include the responses, URLs and errors of providers, which may hold signed URLs or tokens")
                    boolean withResponses) {
        boolean isStandardOutput = to.isStandardInput();
        if (isStandardOutput && context.options().json) {
            throw new WrongUsage(
                    "With --json, --to needs a folder or a file: standard output contains the JSON value.");
        }
        if (isStandardOutput && context.terminal().isScreen(Terminal.Channel.STDOUT)) {
            throw new WrongUsage("Standard output is a terminal: use --to FILE.zip, or redirect it with > or |.");
        }
        Bundles bundles = new Bundles(context.storeToRead().transfers());
        BundleOptions options = new BundleOptions(withResponses);
        try (ProgressIndicator progress = new ProgressIndicator("export", context.terminal())) {
            if (isStandardOutput) {
                context.output()
                        .write(out -> lost(bundles.exportTo(out, project, options, progress::at)
                                        .exported())
                                .forEach(context::warn));
                return;
            }
            Path target = to.path().normalize();
            print(bundles.exportTo(target, project, options, progress::at), target, withResponses);
        }
    }

    private void print(ExportedBundle bundle, Path to, boolean withResponses) {
        context.print(
                new JsonObject()
                        .with("bundle", to.toString())
                        .with("project", bundle.exported().project().id())
                        .with("rows", bundle.rows())
                        .with("files", bundle.exported().files())
                        .with("bytes", bundle.payloadBytes())
                        .with("withResponses", withResponses)
                        .with(
                                "lost",
                                bundle.exported().lost().stream()
                                        .map(mark -> new JsonObject()
                                                .with("row", mark.row().value())
                                                .with("id", mark.rowId())
                                                .with("file", mark.subject()))
                                        .toList()),
                layout -> new Details(layout, "Exported")
                                .whole("bundle", to)
                                .whole("project", bundle.exported().project().id())
                                .text(
                                        "title",
                                        Optional.of(bundle.exported().project().title()))
                                .whole("rows", rows(bundle.rows()))
                                .whole("files", bundle.exported().files())
                                .whole("size", Layout.size(bundle.payloadBytes()))
                                .render()
                        + lost(bundle.exported()).stream()
                                .map(sentence -> SafeText.of(sentence) + "\n")
                                .collect(Collectors.joining()));
    }

    /** A sentence for the rows that are in the bundle without their file, and one for those that are not in it. */
    private static List<String> lost(ExportedProject exported) {
        Map<Boolean, String> rows = exported.lost().stream()
                .collect(Collectors.partitioningBy(
                        ExportedProject::isKept,
                        Collectors.mapping(mark -> mark.row() + " " + mark.rowId(), Collectors.joining(", "))));
        return Stream.of(
                        sentence(
                                "In the bundle without their file, which repair has marked as missing: ",
                                rows.get(true)),
                        sentence("Left out, since repair has marked their file as missing: ", rows.get(false)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> sentence(String what, @Nullable String rows) {
        return Optional.ofNullable(rows).filter(list -> !list.isEmpty()).map(list -> what + list + ".");
    }

    /** The kinds of which there are rows. */
    private static String rows(Map<String, Integer> rows) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue() > 0
                        && !entry.getKey().equals("files")
                        && !entry.getKey().equals("project"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), text -> text.isEmpty() ? "none but the project's" : text));
    }

    @Command(
            name = "verify",
            description = "Checks a bundle completely, without a store: its structure, all hashes, and its rows.")
    void verify(
            @Parameters(paramLabel = "DIR|FILE.zip", description = "the bundle, a folder or a zip file")
                    MediaFile bundle) {
        requireFile(bundle);
        VerifiedBundle verified;
        try (ProgressIndicator progress = new ProgressIndicator("verify", context.terminal())) {
            verified = Bundles.verify(bundle.path(), progress::at);
        }
        context.print(
                asJson(verified),
                layout -> new Details(layout, "The bundle is complete")
                        .whole("project", verified.project().id())
                        .text("title", Optional.of(verified.project().title()))
                        .whole("rows", rows(verified.rows()))
                        .whole("files", verified.files())
                        .whole("size", Layout.size(verified.payloadBytes()))
                        .render());
    }

    private static void requireFile(MediaFile bundle) {
        if (bundle.isStandardInput()) {
            throw new WrongUsage(
                    "A bundle is read several times: save it to a file first, since standard input can be read once.");
        }
    }

    private static JsonObject asJson(VerifiedBundle bundle) {
        return new JsonObject()
                .with("project", bundle.project().id())
                .with("title", bundle.project().title())
                .with("rows", bundle.rows())
                .with("files", bundle.files())
                .with("bytes", bundle.payloadBytes())
                .with("withResponses", bundle.withResponses());
    }

    @Command(
            name = "import",
            description = "Stores the project of a bundle, with its files.",
            footer = {
                "The bundle is checked completely before anything is written.",
                "Rows keep their ids where these are free, or where the same row is there already; else they get other ids, which are"
                        + " printed. Importing the same bundle again changes nothing."
            })
    void importBundle(
            @Parameters(paramLabel = "DIR|FILE.zip", description = "the bundle, a folder or a zip file")
                    MediaFile bundle) {
        requireFile(bundle);
        ImportedBundle imported;
        try (PhasedProgress progress = new PhasedProgress(context.terminal())) {
            Bundles bundles = new Bundles(() -> context.storeToWrite().transfers());
            imported = bundles.importFrom(
                    bundle.path(),
                    (done, all) -> progress.show("verify", done, all),
                    (done, all) -> progress.show("import", done, all));
        }
        ImportedProject project = imported.imported();
        context.print(
                new JsonObject()
                        .with("project", project.project())
                        .with("added", project.added())
                        .with("present", project.present())
                        .with("files", project.files())
                        .with("bytes", project.bytes())
                        .with("droppedReferences", project.dropped())
                        .with(
                                "mapped",
                                project.mapped().stream()
                                        .map(mapped -> new JsonObject()
                                                .with("row", mapped.kind().value())
                                                .with("from", mapped.from())
                                                .with("to", mapped.to()))
                                        .toList()),
                layout -> text(layout, imported));
    }

    private String text(Layout layout, ImportedBundle imported) {
        ImportedProject project = imported.imported();
        return new Details(layout, project.added() == 0 ? "Nothing to import: all of it is there" : "Imported")
                        .whole("project", project.project())
                        .text("title", Optional.of(imported.bundle().project().title()))
                        .whole("bundle", rows(imported.bundle().rows()))
                        .whole(
                                "added",
                                Layout.count(project.added(), "row") + " of the project, its images, audio and videos")
                        .whole("present", present(project))
                        .whole("files", project.files() + " (" + Layout.size(project.bytes()) + ")")
                        .render()
                + another(project)
                + mapped(project.mapped())
                + (project.dropped() == 0
                        ? ""
                        : "Dropped " + Layout.count(project.dropped(), "reference")
                                + " to rows that the source does not have either.\n")
                + SafeText.of(context.showCommand(project.project())) + "\n";
    }

    /** That a project of the same id is left as it is would be missed among the mapped ids. */
    private static String another(ImportedProject project) {
        return project.mapped().stream()
                .filter(mapped -> mapped.kind() == EntityType.PROJECT && project.added() > 0)
                .map(mapped -> "The id " + SafeText.of(mapped.from())
                        + (mapped.isValid()
                                ? " is in use, by another state of the project or by another project. That one was left as it"
                                        + " is: this is a project of its own.\n"
                                : " is not valid for new projects, so the project has another one.\n"))
                .collect(Collectors.joining());
    }

    private static Optional<String> present(ImportedProject project) {
        return project.present() == 0 ? Optional.empty() : Optional.of(Layout.count(project.present(), "row"));
    }

    private static String mapped(List<MappedId> mapped) {
        Function<MappedId, String> line =
                one -> "  " + one.kind() + " " + SafeText.of(one.from()) + " -> " + SafeText.of(one.to()) + "\n";
        return mapped.isEmpty()
                ? ""
                : Layout.count(mapped.size(), "row") + " with another id, since theirs is " + reason(mapped) + ":\n"
                        + mapped.stream().limit(PRINTED_IDS).map(line).collect(Collectors.joining())
                        + (mapped.size() > PRINTED_IDS ? "  ... (--json has all of them)\n" : "");
    }

    private static String reason(List<MappedId> mapped) {
        long valid = mapped.stream().filter(MappedId::isValid).count();
        if (valid == mapped.size()) {
            return "in use";
        }
        return valid == 0 ? "not valid for new rows" : "in use or not valid for new rows";
    }
}
