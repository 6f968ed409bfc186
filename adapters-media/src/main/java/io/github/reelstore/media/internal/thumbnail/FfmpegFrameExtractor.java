package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.internal.metadata.Crop;
import io.github.reelstore.media.internal.reader.Deadline;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Extracts a frame from a video with the program ffmpeg. Copies the file first, because it may be remote and ffmpeg
 * needs random access. ffmpeg gets the format, may not open other files, and is killed after the time limit.
 */
public final class FfmpegFrameExtractor {

    /** Larger videos get no thumbnail. */
    private static final long MAX_BYTES = 4L << 30;

    /** The maximum size of a frame; an image of a thumbnail's size has a few dozen kilobytes. */
    private static final int MAX_FRAME_BYTES = 4 << 20;

    /** The number of frames from which ffmpeg selects the most representative one; the first frame is often black. */
    private static final int FRAMES = 25;

    /** The time limit for printing the version. */
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);

    private final Optional<Path> configured;
    private final Optional<Path> program;
    private final long maxPixels;
    private final Duration time;
    private final Lock checking = new ReentrantLock();
    private @Nullable Boolean works;

    /**
     * Creates an extractor; looks for the program once.
     *
     * @param configured the path of the program; empty to look for it on the PATH
     * @param maxPixels the number of pixels of the largest video that gets a thumbnail
     * @param time the time limit for copying the file, and for the program
     */
    public FfmpegFrameExtractor(Optional<Path> configured, long maxPixels, Duration time) {
        this.configured = configured;
        this.program = configured
                .or(() -> onPath(System.getenv("PATH")))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable);
        this.maxPixels = maxPixels;
        this.time = time;
    }

    /** The program, if it is ffmpeg; checked on the first use. */
    private Optional<Path> ffmpeg() {
        checking.lock();
        try {
            Boolean known = works;
            if (known == null) {
                known = program.filter(FfmpegFrameExtractor::isFfmpeg).isPresent();
                works = known;
            }
            return known ? program : Optional.empty();
        } finally {
            checking.unlock();
        }
    }

    private static boolean isFfmpeg(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
                    .start();
            // the output fits into the pipe, so the process can end before it is read
            try (InputStream output = process.getInputStream()) {
                return process.waitFor(VERSION_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        && new String(output.readNBytes(64), StandardCharsets.UTF_8).startsWith("ffmpeg version");
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

    /** Why no frames are extracted; empty if the program works. */
    public Optional<String> limitation() {
        if (ffmpeg().isPresent()) {
            return Optional.empty();
        }
        return Optional.of("Videos get no thumbnails: "
                + configured
                        .map(path -> path + " is not an executable ffmpeg; correct the path")
                        .orElse("ffmpeg is not on the PATH; install it")
                + ", then run \"media refresh --missing\".");
    }

    /**
     * Extracts a representative frame in the size of a thumbnail; empty if the program finds none.
     *
     * @param shown the part of the frame that is shown; empty if it is all of it
     * @throws StorageException.Unavailable if the file cannot be read, or it takes too long
     */
    public Optional<Thumbnail> make(MediaBytes file, MediaFormat format, Optional<Crop> shown) {
        Optional<Path> ffmpeg = ffmpeg();
        if (ffmpeg.isEmpty() || file.size() > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("reelstore-thumbnail");
            try {
                Path copy = folder.resolve("video");
                copy(file, copy, Deadline.in(time));
                return run(ffmpeg.get(), copy, folder.resolve("frame.jpg"), format, shown, file.name());
            } finally {
                remove(folder);
            }
        } catch (MalformedMediaException timeout) {
            throw timedOut(file.name(), timeout);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    file.name(), "No frame could be extracted from " + file.name() + ": " + e.getMessage() + ".", e);
        }
    }

    private static void copy(MediaBytes file, Path copy, Deadline deadline) throws IOException {
        if (file.size() == 0) {
            return;
        }
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = file.from().open(0);
                OutputStream out = Files.newOutputStream(copy)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                deadline.check();
                out.write(buffer, 0, read);
            }
        }
    }

    private Optional<Thumbnail> run(
            Path program, Path video, Path frame, MediaFormat format, Optional<Crop> shown, String name)
            throws IOException {
        Process process = new ProcessBuilder(command(program, video, frame, format, shown))
                .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw timedOut(name, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    name, "Extracting a frame from " + name + " was interrupted; try again.", e);
        } finally {
            end(process);
        }
        if (process.exitValue() != 0 || !Files.exists(frame) || Files.size(frame) > MAX_FRAME_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(frame);
        return MediaFormat.detect(bytes)
                .filter(MediaFormat.JPEG::equals)
                .map(jpeg -> new Thumbnail(
                        jpeg, new BlobSource("the thumbnail of " + name, () -> new ByteArrayInputStream(bytes))));
    }

    /** Retryable, because the machine may be less busy later. */
    private static StorageException.Unavailable timedOut(String name, @Nullable Throwable cause) {
        return StorageException.Unavailable.passing(
                name, "Extracting a frame from " + name + " took too long; try again, or allow it more time.", cause);
    }

    private static File nullDevice() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    /**
     * Kills the process and its children, and waits for its end so that its files can be removed. The children matter
     * because the program may be a script that runs the real ffmpeg.
     */
    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private List<String> command(Path program, Path video, Path frame, MediaFormat format, Optional<Crop> shown) {
        boolean matroska = format == MediaFormat.WEBM || format == MediaFormat.MKV;
        String demuxer = matroska ? "matroska" : "mov";
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
                String.valueOf(Math.min(maxPixels, Integer.MAX_VALUE)),
                "-f",
                demuxer,
                "-i",
                "file:" + video,
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-vf",
                // scaled first, because ffmpeg keeps all of these frames in memory
                shown.map(FfmpegFrameExtractor::crop).orElse("") + scale() + ",thumbnail=" + FRAMES,
                "-q:v",
                "4",
                "-y",
                "file:" + frame);
    }

    /**
     * The filter that scales a frame to the shape in which it is shown: the width of a pixel differs from its height in
     * anamorphic videos ({@code sar}). JPEG's colours have one matrix and the full range, whatever those of the video.
     */
    private static String scale() {
        String scale = "min(1," + Thumbnailer.LONGEST_SIDE + "/max(iw*sar,ih))";
        return "scale=w='max(1,round(iw*sar*" + scale + "))':h='max(1,round(ih*" + scale + "))'"
                + ":out_color_matrix=bt601:out_range=pc,setsar=1";
    }

    /** The filter that crops a frame. Since version 7.1 ffmpeg crops some itself: then the filter changes nothing. */
    private static String crop(Crop shown) {
        return "crop=w='min(iw," + shown.width() + ")':h='min(ih," + shown.height() + ")':x=" + shown.left() + ":y="
                + shown.top() + ":exact=1,";
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
