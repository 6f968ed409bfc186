package io.github.reelstore.cli.command;

import io.github.reelstore.app.CheckResult;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The results of the doctor as text and as JSON. */
final class DoctorText {

    private final Layout layout;

    DoctorText(Layout layout) {
        this.layout = layout;
    }

    /** All results in JSON; {@code ok} is absent if it was not checked. */
    static JsonObject json(List<CheckResult> results) {
        return new JsonObject()
                .with("ok", isOk(results))
                .with("checks", results.stream().map(DoctorText::json).toList());
    }

    static boolean isOk(List<CheckResult> results) {
        return results.stream()
                .allMatch(result ->
                        result.outcome() == CheckResult.Outcome.OK || result.outcome() == CheckResult.Outcome.WARNING);
    }

    private static JsonObject json(CheckResult result) {
        return new JsonObject()
                .with("check", result.check())
                .with(
                        "ok",
                        Optional.of(result.outcome())
                                .filter(outcome -> outcome != CheckResult.Outcome.NOT_CHECKED)
                                .map(outcome -> outcome != CheckResult.Outcome.FAILED))
                .with("warning", result.outcome() == CheckResult.Outcome.WARNING)
                .with("detail", result.detail())
                .with("ms", result.took().toMillis());
    }

    /** One line per check; details are never cut. */
    String of(List<CheckResult> results) {
        int names = results.stream()
                .mapToInt(result -> result.check().length())
                .max()
                .orElse(0);
        StringBuilder lines = new StringBuilder();
        for (CheckResult result : results) {
            lines.append(mark(result.outcome()))
                    .append(' ')
                    .append(SafeText.pad(result.check(), names))
                    .append("  ")
                    .append(SafeText.of(result.detail()))
                    .append(time(result))
                    .append('\n');
        }
        return lines.toString();
    }

    private String mark(CheckResult.Outcome outcome) {
        return switch (outcome) {
            case OK -> layout.style().green("✓");
            case WARNING -> layout.style().bold("!");
            case FAILED -> layout.style().red("✗");
            case NOT_CHECKED -> layout.style().dim("–");
        };
    }

    private String time(CheckResult result) {
        return result.outcome() == CheckResult.Outcome.NOT_CHECKED
                ? ""
                : layout.style().dim(" (" + result.took().toMillis() + " ms)");
    }
}
