package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.port.copy.OddValue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a copy for people. */
final class CopyText {

    private static final int MAX_SHOWN = 20;

    /** What was asked for. */
    enum Task {
        COPY,
        SWITCH,
        VERIFY
    }

    private final Layout layout;
    private final CopyPart part;
    private final Task task;

    CopyText(Layout layout, CopyPart part, Task task) {
        this.layout = layout;
        this.part = part;
        this.task = task;
    }

    String of(CopyResult result) {
        String heading = task == Task.VERIFY ? "Compared" : result.switched() ? "Switched" : "Copied";
        return new Details(layout, heading)
                        .whole("rows", Layout.count(result.rows().total(), "row") + changes(result.rows()))
                        .whole("files", Layout.count(result.files().total(), "file") + copied(result.files()))
                        .whole("source", result.source())
                        .whole("target", result.target())
                        .render()
                + lines(result.oddValues().stream().map(OddValue::message), MAX_SHOWN, result.converted())
                + lines(result.problems().stream(), MAX_SHOWN, result.problemCount())
                + conclusion(result);
    }

    private String changes(CopyResult.Rows rows) {
        return task == Task.VERIFY
                ? ""
                : " (" + rows.inserted() + " inserted, " + rows.updated() + " replaced, " + rows.deleted()
                        + " deleted)";
    }

    private String copied(CopyResult.Files files) {
        return task == Task.VERIFY
                ? ""
                : " (" + files.copied() + " copied, " + Layout.size(files.bytes()) + "; " + files.removed()
                        + " removed)";
    }

    /** At most {@code max} lines, and how many more there are. */
    static String lines(Stream<String> messages, int max, long count) {
        String shown =
                messages.limit(max).map(message -> SafeText.of(message) + "\n").collect(Collectors.joining());
        return count > max ? shown + "... and " + (count - max) + " more\n" : shown;
    }

    private String conclusion(CopyResult result) {
        if (!result.isComplete()) {
            return (result.isEqual()
                            ? "Both sides have the same rows and files, but see above."
                            : "The two sides are not equal." + advice(result))
                    + (task == Task.SWITCH ? " This store stays in use.\n" : "\n");
        }
        if (result.switched() && task == Task.SWITCH) {
            return part == CopyPart.FILES
                    ? "Both sides are equal. This store can only be read; set storage.url to the copy, then run copy --reopen.\n"
                    : "Both sides are equal. Use the copy from now on: this store can only be read.\n";
        }
        String next = task == Task.VERIFY
                ? ""
                : " To use the copy, stop the programs that write to this store, then run the same command with --switch.";
        return "Both sides are equal." + next + "\n";
    }

    /** What helps if files differ. */
    private String advice(CopyResult result) {
        if (result.switched()) {
            return " This store was moved there, and what was written since is only there. To find out whether something is missing or"
                    + " damaged, run verify --deep in the new store, and then repair; docs/copy.md says how to go back to this one.";
        }
        if (part == CopyPart.FILES) {
            return " A copy of the files alone replaces none: delete those that differ in the target, unless another database uses"
                    + " them, and copy again.";
        }
        return task == Task.VERIFY ? " Copy again, with --deep if files differ." : "";
    }
}
