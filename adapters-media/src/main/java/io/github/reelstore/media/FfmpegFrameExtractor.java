package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a frame out of a video with the program ffmpeg, which is given a copy of the file: it may be anywhere, and ffmpeg has to find
 * its way in it. It is told the format, may open nothing but that file, and is stopped when its time is over.
 */
final class FfmpegFrameExtractor {

    /** Larger videos are not copied for a picture. */
    private static final long MOST_BYTES = 4L << 30;

    /** A picture of the size of a thumbnail has some tens of kilobytes. */
    private static final int MOST_PICTURE_BYTES = 4 << 20;

    /** Of so many frames the one that is most like the others: a first frame is often black. */
    private static final int FRAMES = 25;

    /** For the program to say what it is. */
    private static final Duration GREETING = Duration.ofSeconds(10);

    private final MediaConfig config;
    private final Optional<Path> program;
    private @Nullable Boolean works;

    private FfmpegFrameExtractor(MediaConfig config, Optional<Path> program) {
        this.config = config;
        this.program = program;
    }

    /** Looks for the program once. */
    static FfmpegFrameExtractor find(MediaConfig config) {
        Optional<Path> program = config.ffmpeg().or(() -> onPath(System.getenv("PATH")));
        return new FfmpegFrameExtractor(
                config, program.filter(Files::isRegularFile).filter(Files::isExecutable));
    }

    /** The program, if it says that it is ffmpeg; it is asked when it is first needed. */
    private synchronized Optional<Path> ffmpeg() {
        Boolean known = works;
        if (known == null) {
            known = program.filter(FfmpegFrameExtractor::isFfmpeg).isPresent();
            works = known;
        }
        return known ? program : Optional.empty();
    }

    private static boolean isFfmpeg(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            // what it says fits into the pipe, so it can end before it is read
            try (InputStream said = process.getInputStream()) {
                return process.waitFor(GREETING.toSeconds(), TimeUnit.SECONDS)
                        && new String(said.readNBytes(64), StandardCharsets.UTF_8).startsWith("ffmpeg version");
            } finally {
                end(process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> onPath(@Nullable String path) {
        String folders = Objects.requireNonNullElse(path, "");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("ffmpeg", "ffmpeg.exe").flatMap(name -> file(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> file(String folder, String name) {
        try {
            return Stream.of(Path.of(folder).resolve(name));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    Optional<String> limitation() {
        if (ffmpeg().isPresent()) {
            return Optional.empty();
        }
        return Optional.of("Videos get no poster frame: "
                + config.ffmpeg()
                        .map(wanted -> wanted + " is no ffmpeg that can be run; correct where it is")
                        .orElse("the program ffmpeg is not on the PATH; install it")
                + ", then run \"media refresh --missing\".");
    }

    Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        Optional<Path> ffmpeg = ffmpeg();
        if (ffmpeg.isEmpty() || file.size() > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("reelstore-poster");
            try {
                Path copy = folder.resolve("video");
                copy(file, copy, Deadline.in(config.time()));
                return run(ffmpeg.get(), copy, folder.resolve("poster.jpg"), format, file.name());
            } finally {
                remove(folder);
            }
        } catch (MalformedMediaException tooSlow) {
            throw slow(file.name(), tooSlow);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    file.name(), "No picture could be taken out of " + file.name() + ": " + e.getMessage() + ".", e);
        }
    }

    private static void copy(MediaBytes file, Path copy, Deadline deadline) throws IOException {
        if (file.size() == 0) {
            return;
        }
        byte[] some = new byte[64 * 1024];
        try (InputStream in = file.from().open(0);
                OutputStream out = Files.newOutputStream(copy)) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                deadline.check();
                out.write(some, 0, read);
            }
        }
    }

    private Optional<Thumbnail> run(Path program, Path video, Path picture, MediaFormat format, String name)
            throws IOException {
        Process process = new ProcessBuilder(command(program, video, picture, format))
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(config.time().toNanos(), TimeUnit.NANOSECONDS)) {
                throw slow(name, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    name, "Taking a picture out of " + name + " was interrupted; try again.", e);
        } finally {
            end(process);
        }
        if (process.exitValue() != 0 || !Files.exists(picture) || Files.size(picture) > MOST_PICTURE_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(picture);
        return MediaFormat.detect(bytes)
                .filter(MediaFormat.JPEG::equals)
                .map(jpeg -> new Thumbnail(
                        jpeg, new BlobSource("the poster of " + name, () -> new ByteArrayInputStream(bytes))));
    }

    /** Another time the machine may be less busy. */
    private static StorageException.Unavailable slow(String name, @Nullable Throwable cause) {
        return StorageException.Unavailable.passing(
                name, "Taking a picture out of " + name + " took too long; try again, or allow it more time.", cause);
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    /**
     * Waits for its end, so that its files can be removed; a killed process ends at once. What is called ffmpeg may be a script that
     * runs the real one, which is killed too.
     */
    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private List<String> command(Path program, Path video, Path picture, MediaFormat format) {
        int side = Thumbnailer.LONGEST_SIDE;
        String demuxer = format == MediaFormat.WEBM ? "matroska" : "mov";
        return Arrays.asList(
                program.toString(),
                "-nostdin",
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-threads",
                "1",
                "-max_pixels",
                String.valueOf(Math.min(config.pixels(), Integer.MAX_VALUE)),
                "-f",
                demuxer,
                "-i",
                "file:" + video,
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-vf",
                // small first: all of these frames are held
                "scale=w='min(" + side + ",iw)':h='min(" + side
                        + ",ih)':force_original_aspect_ratio=decrease,thumbnail=" + FRAMES,
                "-q:v",
                "4",
                "-y",
                "file:" + picture);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
