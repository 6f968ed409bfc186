package io.github.reelstore.cli.command;

import io.github.reelstore.app.CheckResult;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import java.util.List;
import java.util.Optional;

/** What the doctor found, in words and as JSON. */
final class DoctorText {

    private final Layout layout;

    DoctorText(Layout layout) {
        this.layout = layout;
    }

    /**
     * The whole as JSON has it.
     *
     * @param ok whether nothing failed
     */
    record Diagnosis(boolean ok, List<Check> checks) {

        static Diagnosis of(List<CheckResult> findings) {
            return new Diagnosis(
                    findings.stream().allMatch(checkResult -> checkResult.outcome() == CheckResult.Outcome.OK),
                    findings.stream().map(Check::of).toList());
        }
    }

    /**
     * One check as JSON has it.
     *
     * @param ok absent where it was not checked
     */
    record Check(String check, Optional<Boolean> ok, String detail, long ms) {

        static Check of(CheckResult checkResult) {
            return new Check(
                    checkResult.check(),
                    switch (checkResult.outcome()) {
                        case OK -> Optional.of(true);
                        case FAILED -> Optional.of(false);
                        case NOT_CHECKED -> Optional.empty();
                    },
                    checkResult.detail(),
                    checkResult.took().toMillis());
        }
    }

    /** A line for each, what is wrong never cut. */
    String of(List<CheckResult> findings) {
        int names = findings.stream()
                .mapToInt(checkResult -> checkResult.check().length())
                .max()
                .orElse(0);
        StringBuilder lines = new StringBuilder();
        for (CheckResult checkResult : findings) {
            lines.append(mark(checkResult.outcome()))
                    .append(' ')
                    .append(SafeText.pad(checkResult.check(), names))
                    .append("  ")
                    .append(SafeText.of(checkResult.detail()))
                    .append(time(checkResult))
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

    private String time(CheckResult checkResult) {
        return checkResult.outcome() == CheckResult.Outcome.NOT_CHECKED
                ? ""
                : layout.style().dim(" (" + checkResult.took().toMillis() + " ms)");
    }
}
