package io.github.reelstore.app.cli;

import io.github.reelstore.app.Finding;
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

        static Diagnosis of(List<Finding> findings) {
            return new Diagnosis(
                    findings.stream().allMatch(finding -> finding.outcome() == Finding.Outcome.OK),
                    findings.stream().map(Check::of).toList());
        }
    }

    /**
     * One check as JSON has it.
     *
     * @param ok absent where it was not checked
     */
    record Check(String check, Optional<Boolean> ok, String detail, long ms) {

        static Check of(Finding finding) {
            return new Check(
                    finding.check(),
                    switch (finding.outcome()) {
                        case OK -> Optional.of(true);
                        case FAILED -> Optional.of(false);
                        case NOT_CHECKED -> Optional.empty();
                    },
                    finding.detail(),
                    finding.took().toMillis());
        }
    }

    /** A line for each, what is wrong never cut. */
    String of(List<Finding> findings) {
        int names = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        StringBuilder lines = new StringBuilder();
        for (Finding finding : findings) {
            lines.append(mark(finding.outcome()))
                    .append(' ')
                    .append(SafeText.pad(finding.check(), names))
                    .append("  ")
                    .append(SafeText.of(finding.detail()))
                    .append(time(finding))
                    .append('\n');
        }
        return lines.toString();
    }

    private String mark(Finding.Outcome outcome) {
        return switch (outcome) {
            case OK -> layout.style().green("✓");
            case FAILED -> layout.style().red("✗");
            case NOT_CHECKED -> layout.style().dim("–");
        };
    }

    private String time(Finding finding) {
        return finding.outcome() == Finding.Outcome.NOT_CHECKED
                ? ""
                : layout.style().dim(" (" + finding.took().toMillis() + " ms)");
    }
}
