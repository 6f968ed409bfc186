package io.github.reelstore.cli.command;

import io.github.reelstore.app.CheckResult;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import java.util.List;
import java.util.Optional;

/** The results of the doctor as text and as JSON. */
final class DoctorText {

    private final Layout layout;

    DoctorText(Layout layout) {
        this.layout = layout;
    }

    /**
     * All results in JSON.
     *
     * @param ok whether no check failed
     */
    record Diagnosis(boolean ok, List<Check> checks) {

        static Diagnosis of(List<CheckResult> results) {
            return new Diagnosis(
                    results.stream().allMatch(result -> result.outcome() == CheckResult.Outcome.OK),
                    results.stream().map(Check::of).toList());
        }
    }

    /**
     * One check in JSON.
     *
     * @param ok absent if it was not checked
     */
    record Check(String check, Optional<Boolean> ok, String detail, long ms) {

        static Check of(CheckResult result) {
            return new Check(
                    result.check(),
                    switch (result.outcome()) {
                        case OK -> Optional.of(true);
                        case FAILED -> Optional.of(false);
                        case NOT_CHECKED -> Optional.empty();
                    },
                    result.detail(),
                    result.took().toMillis());
        }
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
