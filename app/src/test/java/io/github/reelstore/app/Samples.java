package io.github.reelstore.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bundled sample media. */
public enum Samples {
    LIGHTHOUSE_PNG("lighthouse.png"),
    HARBOUR_JPEG_NAMED_PNG("harbour.png"),
    NARRATION_EN_MP3("narration-en.mp3"),
    NARRATION_VI_WAV("narration-vi.wav"),
    VIDEO_MP4("lighthouse.mp4");

    /** Resources of the command line; the working directory of a test is its module. */
    private static final Path FOLDER = Path.of("../cli/src/main/resources/io/github/reelstore/cli/samples");

    private final String file;

    Samples(String file) {
        this.file = file;
    }

    /** The bytes of the sample. */
    public byte[] bytes() {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the sample to a folder, under its own name. */
    public Path in(Path folder) {
        return write(folder.resolve(file), bytes());
    }

    /** Writes the sample with bytes appended, as a file of the same format with other content. */
    public Path in(Path folder, String name, byte[] more) {
        byte[] start = bytes();
        byte[] all = java.util.Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return write(folder.resolve(name), all);
    }

    private static Path write(Path path, byte[] bytes) {
        try {
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
