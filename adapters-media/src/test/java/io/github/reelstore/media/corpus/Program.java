package io.github.reelstore.media.corpus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program on the {@code PATH}. */
record Program(String name, Path path) {

    private static final long TIMEOUT_SECONDS = 60;

    static Optional<Program> find(String name) {
        String folders = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(file -> new Program(name, file));
    }

    /** What the program wrote. */
    static final class Output {

        private final byte[] bytes;
        private final Optional<String> error;

        private Output(byte[] bytes, Optional<String> error) {
            this.bytes = bytes;
            this.error = error;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The first line of its error output; if it printed no error and failed, its exit code. */
        Optional<String> error() {
            return error;
        }
    }

    /** Runs the program without input. */
    Output run(List<String> arguments) {
        return run(arguments, Path.of("/dev/null"));
    }

    /** Runs the program with a file as its standard input. */
    Output run(List<String> arguments, Path input) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile("corpus", ".err");
            Path output = Files.createTempFile("corpus", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly().waitFor();
                return new Output(Files.readAllBytes(output), error(errors, ended ? process.exitValue() : -1));
            } finally {
                Files.delete(errors);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> error(Path errors, int status) throws IOException {
        String first = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                .lines()
                // ffmpeg's addresses and the names of ImageMagick's temporary files change
                .map(line -> line.replaceAll(" @ 0x[0-9a-f]+", "").replaceAll("[`'][^`']*/magick-[^`']*'", "it"))
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        if (first.isEmpty()) {
            return status == 0 ? Optional.empty() : Optional.of(name + " ended with " + status);
        }
        return Optional.of(first);
    }
}
