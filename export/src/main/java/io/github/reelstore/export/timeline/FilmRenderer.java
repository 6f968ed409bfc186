package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.export.internal.ShutdownTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.concurrent.TimeUnit;

/**
 * Renders a timeline into one video file with ffmpeg: H.264, AAC in a track for each language, and captions in further tracks. ffmpeg gets the
 * format of every file and may open nothing else, since files are what others made.
 */
final class FilmRenderer {

    private static final Map<MediaFormat, String> DEMUXERS = Map.ofEntries(
            Map.entry(MediaFormat.MP4, "mov"),
            Map.entry(MediaFormat.MOV, "mov"),
            Map.entry(MediaFormat.M4A, "mov"),
            Map.entry(MediaFormat.THREE_GP, "mov"),
            Map.entry(MediaFormat.THREE_GA, "mov"),
            Map.entry(MediaFormat.WEBM, "matroska"),
            Map.entry(MediaFormat.MKV, "matroska"),
            Map.entry(MediaFormat.WEBA, "matroska"),
            Map.entry(MediaFormat.MKA, "matroska"),
            Map.entry(MediaFormat.MP3, "mp3"),
            Map.entry(MediaFormat.WAV, "wav"),
            Map.entry(MediaFormat.FLAC, "flac"),
            Map.entry(MediaFormat.OGG, "ogg"),
            Map.entry(MediaFormat.AAC, "aac"),
            Map.entry(MediaFormat.PNG, "png_pipe"),
            Map.entry(MediaFormat.JPEG, "jpeg_pipe"),
            Map.entry(MediaFormat.WEBP, "webp_pipe"),
            Map.entry(MediaFormat.GIF, "gif"));

    /** A slow machine needs a multiple of the film's length. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(10);

    private static final int TIMES_LENGTH = 100;

    /** ffmpeg holds them all open, each with a decoder. */
    private static final int MAX_CLIPS = 500;

    /** A graph may be longer than an argument. ffmpeg 7 has both options, later versions only the first. */
    private static final String GRAPH_FILE = "-/filter_complex";

    private static final String GRAPH_FILE_BEFORE_7 = "-filter_complex_script";

    private final Path ffmpeg;

    /**
     * Creates a renderer.
     *
     * @param ffmpeg the program; a name without a folder is looked for on the PATH
     */
    FilmRenderer(Path ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Refuses what ffmpeg cannot render.
     *
     * @throws StorageException.Unsupported if there are too many clips, or a file has a format that ffmpeg cannot be told
     */
    static void check(Timeline timeline) {
        int clips = new FilterGraph(timeline).inputs().size();
        if (clips > MAX_CLIPS) {
            throw new StorageException.Unsupported(
                    timeline.project().value(),
                    "A film of more than " + MAX_CLIPS + " clips cannot be rendered, and this one has " + clips
                            + "; export a timeline instead, and render that.");
        }
        timeline.files().forEach(FilmRenderer::demuxer);
    }

    private static String demuxer(TimelineMedia media) {
        return MediaFormat.ofName(media.name())
                .map(DEMUXERS::get)
                .orElseThrow(() -> new StorageException.Unsupported(
                        media.key().value(),
                        "The file " + media.key()
                                + " has a format that cannot be rendered; choose a take in another format, or export a"
                                + " timeline instead."));
    }

    /**
     * Renders.
     *
     * @param folder the folder with the files, and room for others
     * @param captions the captions by language, as SRT
     * @param output the file to write
     * @throws StorageException.Unsupported if ffmpeg is not there
     * @throws StorageException.Unavailable if it fails or takes too long
     */
    void render(Timeline timeline, TimelineFormat format, Path folder, Map<LanguageTag, String> captions, Path output)
            throws IOException {
        FilterGraph graph = new FilterGraph(timeline);
        Path script = Files.writeString(folder.resolve("graph.txt"), graph.toString());
        List<String> command = new ArrayList<>(
                List.of(ffmpeg.toString(), "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file"));
        for (TimelineMedia media : graph.inputs()) {
            command.addAll(List.of(
                    "-protocol_whitelist", "file", "-f", demuxer(media), "-i", "file:" + folder.resolve(media.name())));
        }
        for (Map.Entry<LanguageTag, String> one : captions.entrySet()) {
            Path file = folder.resolve(one.getKey() + ".srt");
            Files.writeString(file, one.getValue());
            command.addAll(List.of("-protocol_whitelist", "file", "-f", "srt", "-i", "file:" + file));
        }
        int graphOption = command.size();
        command.addAll(List.of(GRAPH_FILE, script.toString(), "-map", FilterGraph.picture()));
        command.addAll(tracks(timeline, format, graph.inputs().size(), List.copyOf(captions.keySet())));
        command.addAll(List.of("-metadata", "title=" + timeline.name(), "-f", muxer(format), "-y", "file:" + output));
        Path errors = folder.resolve("errors.txt");
        boolean isRendered = run(command, errors, timeline, output);
        if (!isRendered && text(errors).contains("Unrecognized option")) {
            command.set(graphOption, GRAPH_FILE_BEFORE_7);
            isRendered = run(command, errors, timeline, output);
        }
        if (!isRendered && text(errors).contains("Unknown encoder")) {
            throw new StorageException.Unsupported(
                    "ffmpeg",
                    "The program ffmpeg lacks an encoder, libx264 or aac; install a complete one, or export a timeline instead.");
        }
        if (!isRendered) {
            throw StorageException.Unavailable.lasting(
                    output.toString(), "ffmpeg could not render the film: " + firstLine(errors) + ".", null);
        }
    }

    private static List<String> tracks(
            Timeline timeline, TimelineFormat format, int firstCaptions, List<LanguageTag> captions) {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < timeline.audio().size(); i++) {
            options.addAll(List.of("-map", FilterGraph.sound(i)));
        }
        for (int i = 0; i < captions.size(); i++) {
            options.addAll(List.of("-map", firstCaptions + i + ":s:0"));
        }
        options.addAll(List.of("-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "192k"));
        options.addAll(List.of("-c:s", format == TimelineFormat.MP4 ? "mov_text" : "srt"));
        for (int i = 0; i < timeline.audio().size(); i++) {
            LanguageTag language = timeline.audio().get(i).language().orElse(LanguageTag.UNDETERMINED);
            options.addAll(track("a:" + i, language, format, i == 0));
        }
        for (int i = 0; i < captions.size(); i++) {
            options.addAll(track("s:" + i, captions.get(i), format, i == 0));
        }
        return options;
    }

    /**
     * The options of a track.
     *
     * @param isDefault whether players choose it by themselves. In MP4, ffmpeg makes the first captions the default in any case
     */
    private static List<String> track(String stream, LanguageTag language, TimelineFormat format, boolean isDefault) {
        List<String> options = new ArrayList<>(List.of(
                "-metadata:s:" + stream,
                "language=" + language(language, format),
                "-metadata:s:" + stream,
                "title=" + language,
                "-disposition:" + stream,
                isDefault ? "default" : "0"));
        if (format == TimelineFormat.MP4) {
            // players show this one: regional forms have the same three letters
            options.addAll(List.of("-metadata:s:" + stream, "handler_name=" + language));
        }
        return options;
    }

    private static String muxer(TimelineFormat format) {
        return format == TimelineFormat.MP4 ? "mp4" : "matroska";
    }

    /** Matroska keeps a tag as it is; MP4 has three letters, and ffmpeg drops anything else. */
    private static String language(LanguageTag language, TimelineFormat format) {
        if (format != TimelineFormat.MP4) {
            return language.value();
        }
        try {
            String code = Locale.forLanguageTag(language.value()).getISO3Language();
            return code.isEmpty() ? LanguageTag.UNDETERMINED.value() : code;
        } catch (MissingResourceException e) {
            return LanguageTag.UNDETERMINED.value();
        }
    }

    /** Whether ffmpeg succeeds. */
    private static boolean run(List<String> command, Path errors, Timeline timeline, Path output) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new StorageException.Unsupported(
                    "ffmpeg", "The program ffmpeg cannot be started; install it, or export a timeline instead.", e);
        }
        ShutdownTask atShutdown = ShutdownTask.of(() -> end(process));
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeLimit(timeline).toSeconds(), TimeUnit.SECONDS)) {
                throw StorageException.Unavailable.passing(
                        output.toString(), "ffmpeg took too long to render the film; try again.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    output.toString(), "Rendering the film was interrupted; try again.", e);
        } finally {
            end(process);
            atShutdown.forget();
        }
        return process.exitValue() == 0;
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static Duration timeLimit(Timeline timeline) {
        long seconds = timeline.frames()
                * timeline.rate().denominator()
                / timeline.rate().numerator();
        return LEAST_TIME.plusSeconds(seconds * TIMES_LENGTH);
    }

    private static String text(Path errors) throws IOException {
        return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
    }

    /** The cause; the last line only says that nothing was written. */
    private static String firstLine(Path errors) throws IOException {
        return Messages.quoted(text(errors).lines().findFirst().orElse(""));
    }
}
