package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Another process with an open store, which inserts a project or lists the images for each line it reads. */
final class WritingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private WritingProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static WritingProcess on(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        WritingProcess writing = new WritingProcess(process);
        writing.answers.readLine();
        return writing;
    }

    /** Inserts a project; returns "done" or the failure. */
    String write(String project) {
        return send(project);
    }

    /** Lists the images; returns "done" or the failure. */
    String list() {
        return send("");
    }

    private String send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        try (Transactions store = SqliteTransactions.open(SqliteConfig.of(Path.of(arguments[0])), Clock.systemUTC());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("open");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(answer(store, line));
            }
        }
    }

    private static String answer(Transactions store, String line) {
        try {
            if (line.isEmpty()) {
                DamagedDatabase.images(store);
            } else {
                DamagedDatabase.addProject(store, line);
            }
            return "done";
        } catch (StorageException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
