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
        private final Optional<String> message;
        private final Optional<String> refusal;

        private Output(byte[] bytes, Optional<String> message, Optional<String> refusal) {
            this.bytes = bytes;
            this.message = message;
            this.refusal = refusal;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The first line of its error output, which may be a warning. */
        Optional<String> message() {
            return message;
        }

        /** Why it failed, by its exit code: its message, if it printed one. A warning is not a failure. */
        Optional<String> refusal() {
            return refusal;
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
                int status = ended ? process.exitValue() : -1;
                Optional<String> message = message(errors);
                Optional<String> refusal =
                        status == 0 ? Optional.empty() : message.or(() -> Optional.of(name + " ended with " + status));
                return new Output(Files.readAllBytes(output), message, refusal);
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

    private static Optional<String> message(Path errors) throws IOException {
        return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                .lines()
                // ffmpeg's addresses and the names of ImageMagick's temporary files change
                .map(line -> line.replaceAll(" @ 0x[0-9a-f]+", "").replaceAll("[`'][^`']*/magick-[^`']*'", "it"))
                .filter(line -> !line.isBlank())
                .findFirst();
    }
}
