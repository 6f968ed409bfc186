package io.github.reelstore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the table that the argument names. */
public final class Main {

    private Main() {}

    /** Prints the table, and writes it and its plot to {@code benchmarks/target/results}. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "";
        Path folder = Files.createDirectories(root().resolve("benchmarks/target/work"));
        try (TemporaryFolder work = TemporaryFolder.in(folder)) {
            if (name.equals("http")) {
                double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 30;
                write(name + ".md", HttpServing.measure(work.path(), seconds));
            } else {
                write(name, measure(name, work.path()));
            }
        }
        // the embedded Postgres leaves threads behind
        System.exit(0);
    }

    private static Result measure(String name, Path work) throws Exception {
        return switch (name) {
            case "commits" -> Commits.measure(work);
            case "load" -> Loads.measure(work);
            case "files" -> FileAdds.measure(work);
            case "cli" -> CommandLine.measure(root(), work);
            case "peers" -> Peers.measure(work);
            case "s3" -> S3Adds.measure(work);
            case "deep" -> DeepVerify.measure(work);
            case "copy" -> CopiedRows.measure(work);
            case "growth" -> Growth.measure(work);
            case "storyboard" -> Boards.measure(work);
            case "ledger" -> LedgerWork.measure(work);
            default ->
                throw new IllegalArgumentException(
                        "Usage: benchmarks/run commits|load|files|peers|s3|deep|cli|copy|http|growth|storyboard|ledger");
        };
    }

    private static Path root() {
        return Path.of(System.getProperty("benchmarks.root", "."));
    }

    private static void write(String name, Result table) throws IOException {
        write(name + ".md", table.markdown());
        Files.writeString(results().resolve(name + ".svg"), table.svg());
    }

    private static void write(String file, String report) throws IOException {
        Files.writeString(results().resolve(file), report);
        System.out.println(report);
    }

    private static Path results() throws IOException {
        return Files.createDirectories(root().resolve("benchmarks/target/results"));
    }
}
