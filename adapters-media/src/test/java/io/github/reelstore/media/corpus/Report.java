package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The differences that were found, and counts of them. It is the same for the same files and programs. */
final class Report {

    /**
     * A difference of a file.
     *
     * @param warnings our own about the file
     * @param excuse the reason why it does not count
     */
    private record Row(
            String file, MediaFormat format, Difference difference, List<String> warnings, Optional<String> excuse) {

        boolean isMissed() {
            return difference.broken() && excuse.isEmpty();
        }

        boolean isExcused() {
            return difference.broken() && excuse.isPresent();
        }
    }

    /** Counts of the files of a format. */
    private static final class Counts {
        private int files;
        private int same;
        private int missed;
        private int excused;
        private int thumbnails;
    }

    private final Tools tools;
    private final Map<String, String> excluded;
    private final List<Row> rows = new ArrayList<>();
    private final Map<MediaFormat, Counts> counts = new TreeMap<>();
    private final Map<String, List<String>> refused = new TreeMap<>();

    private int fuzzed;

    Report(Tools tools, Map<String, String> excluded) {
        this.tools = tools;
        this.excluded = Map.copyOf(excluded);
    }

    void refused(String file, String description) {
        refused.computeIfAbsent(description, none -> new ArrayList<>()).add(file);
    }

    void fuzzed(String file, Subject ours) {
        fuzzed++;
        ours.failure()
                .map(e -> new Difference("exception", e, Map.of(), true))
                .ifPresent(e -> rows.add(new Row(file, ours.format(), e, ours.warnings(), Optional.empty())));
    }

    void compared(String file, Comparison comparison) {
        MediaFormat format = comparison.ours().format();
        List<Row> found = comparison.differences().stream()
                .map(difference -> new Row(
                        file, format, difference, comparison.ours().warnings(), excuse(file, comparison, difference)))
                .toList();
        Counts counted = counts.computeIfAbsent(format, none -> new Counts());
        counted.files++;
        counted.same += found.isEmpty() ? 1 : 0;
        counted.missed += found.stream().anyMatch(Row::isMissed) ? 1 : 0;
        counted.excused +=
                found.stream().anyMatch(Row::isExcused) && found.stream().noneMatch(Row::isMissed) ? 1 : 0;
        counted.thumbnails += comparison.ours().thumbnail().isPresent() ? 1 : 0;
        rows.addAll(found);
    }

    private Optional<String> excuse(String file, Comparison comparison, Difference difference) {
        if (difference.what().equals("exception")) {
            return Optional.empty();
        }
        return excluded.entrySet().stream()
                .filter(entry -> isSame(entry.getKey(), file))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> damage(comparison, difference));
    }

    /** The names may be relative to different folders. */
    private static boolean isSame(String excluded, String file) {
        return ("/" + excluded).endsWith("/" + file) || ("/" + file).endsWith("/" + excluded);
    }

    private static Optional<String> damage(Comparison comparison, Difference difference) {
        return switch (difference.what()) {
            // it is read from headers, which the decoder could read too
            case "size" -> Optional.empty();
            case "length" ->
                comparison
                        .decoded()
                        .refusal()
                        .map(refusal -> "damaged: " + refusal)
                        .or(() -> comparison.isCutOff()
                                ? Optional.of("cut off: its header counts more")
                                : Optional.empty());
            default -> comparison.decoded().refusal().map(refusal -> "damaged: " + refusal);
        };
    }

    /** The number of files of which an aim is missed. */
    long missed() {
        return rows.stream().filter(Row::isMissed).map(Row::file).distinct().count();
    }

    int files() {
        return counts.values().stream().mapToInt(count -> count.files).sum();
    }

    @Override
    public String toString() {
        return Stream.of(
                        programs(),
                        "Files",
                        counts(),
                        "Not taken",
                        refused(),
                        "Wrong: a length that is over " + Comparison.LENGTH_MS
                                + " ms off the decoded samples or frames, a wrong size, a missing or wrong thumbnail",
                        table(rows.stream().filter(Row::isMissed).toList()),
                        "The same of damaged and excluded files",
                        table(rows.stream().filter(Row::isExcused).toList()),
                        "Other differences",
                        table(rows.stream()
                                .filter(row -> !row.difference.broken())
                                .toList()))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String programs() {
        String versions = Stream.concat(
                        tools.references().stream().map(tool -> tool.name() + ": " + tool.version()),
                        tools.decoders().stream().map(tool -> tool.name() + ": " + tool.version()))
                .collect(Collectors.joining("\n"));
        String missing = tools.missing().isEmpty() ? "" : "\nNot installed: " + String.join(", ", tools.missing());
        return ("Compared with\n" + versions + missing).strip();
    }

    private String counts() {
        List<String> lines = new ArrayList<>(List.of(
                "| format | files | thumbnails | no difference | wrong | damaged or excluded |",
                "|---|---|---|---|---|---|"));
        counts.forEach((format, count) ->
                lines.add(line(format, count.files, count.thumbnails, count.same, count.missed, count.excused)));
        lines.add("");
        lines.add("Inputs of fuzzers, which only must not cause an exception: " + fuzzed);
        return String.join("\n", lines);
    }

    private static String line(Object... cells) {
        return Stream.of(cells)
                .map(cell -> cell.toString().replace("|", "/"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String refused() {
        List<String> lines =
                new ArrayList<>(List.of("| what it is | files | named as a format that is taken |", "|---|---|---|"));
        refused.forEach((description, files) -> lines.add(line(
                description,
                files.size(),
                files.stream()
                        .filter(file -> MediaFormat.ofName(file).isPresent())
                        .collect(Collectors.joining(", ")))));
        return String.join("\n", lines);
    }

    private String table(List<Row> chosen) {
        List<String> names = Stream.concat(
                        Stream.of(Comparison.DECODED),
                        tools.references().stream().map(Reference::name))
                .toList();
        List<String> lines = new ArrayList<>(List.of(
                line(
                                "file",
                                "format",
                                "what",
                                "Reelstore",
                                String.join(" | ", names).replace(" | ", "\t"),
                                "reason, or our warnings")
                        .replace("\t", " | "),
                "|---".repeat(names.size() + 5) + "|"));
        for (Row row : chosen) {
            List<Object> cells =
                    new ArrayList<>(List.of(row.file, row.format, row.difference.what(), row.difference.ours()));
            names.forEach(name -> cells.add(row.difference.theirs().getOrDefault(name, "-")));
            cells.add(row.excuse.orElseGet(() -> String.join(" ", row.warnings)));
            lines.add(line(cells.toArray()));
        }
        return String.join("\n", lines);
    }
}
