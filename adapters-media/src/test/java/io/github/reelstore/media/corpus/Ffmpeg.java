package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.media.corpus.Program.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** Decodes audio and videos. */
record Ffmpeg(Program program, Program ffprobe) implements Decoder {

    /** Audio is decoded to this number of bytes a millisecond: 8000 Hz, one channel, 8 bits. */
    private static final int BYTES_PER_MS = 8;

    /** The frames from which a thumbnail may be taken. */
    private static final int FRAMES = 100;

    @Override
    public String name() {
        return "ffmpeg";
    }

    @Override
    public String version() {
        return program.run(List.of("-version"))
                .text()
                .lines()
                .findFirst()
                .orElse("?")
                .replaceAll(" Copyright.*", "");
    }

    @Override
    public boolean reads(MediaFormat format) {
        return format.kind() != MediaKind.IMAGE;
    }

    @Override
    public Decoded decode(Path file, MediaFormat format) {
        return format.kind() == MediaKind.AUDIO ? audio(file) : video(file, format);
    }

    private Decoded audio(Path file) {
        List<String> options = List.of("-map", "0:a:0", "-ar", "8000", "-ac", "1", "-f", "u8");
        Output samples = run(file, List.of(), options);
        Optional<Long> duration =
                Optional.of((long) samples.bytes().length / BYTES_PER_MS).filter(ms -> ms > 0);
        return new Decoded(duration, Optional.empty(), List.of(), refusal(file, samples, options));
    }

    private Decoded video(Path file, MediaFormat format) {
        // first to RGB, because YUV has colours of half the width
        String scale = "format=rgb24,scale=" + Cells.SIDE + ":" + Cells.SIDE + ":flags=area";
        List<String> options = List.of(
                "-map",
                "0:v:0",
                "-frames:v",
                String.valueOf(FRAMES),
                "-vf",
                scale,
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo");
        Output frames = run(file, List.of(), options);
        List<Cells> pictures = new ArrayList<>();
        for (int from = 0; from + Cells.BYTES <= frames.bytes().length; from += Cells.BYTES) {
            pictures.add(Cells.ofBytes(frames.bytes(), from));
        }
        return new Decoded(span(file, format), Optional.empty(), pictures, refusal(file, frames, options));
    }

    /** ffmpeg leaves out what it cannot decode, and succeeds, unless it is asked not to. */
    private Optional<String> refusal(Path file, Output output, List<String> options) {
        return output.refusal()
                .or(() -> output.message()
                        .flatMap(said -> run(file, List.of("-xerror"), options).refusal()));
    }

    private Output run(Path file, List<String> global, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error"));
        arguments.addAll(global);
        arguments.addAll(List.of("-i", "file:" + file));
        arguments.addAll(options);
        arguments.add("-");
        return program.run(arguments);
    }

    /**
     * From the first time that is shown to the end of the last frame. A movie begins at 0 also if nothing is shown
     * then.
     */
    private Optional<Long> span(Path file, MediaFormat format) {
        DoubleSummaryStatistics starts = new DoubleSummaryStatistics();
        DoubleSummaryStatistics ends = new DoubleSummaryStatistics();
        // of all streams, since a video with captions lasts until the last one
        ffprobe.run(List.of(
                        "-v",
                        "quiet",
                        "-show_entries",
                        "packet=pts_time,duration_time,flags",
                        "-of",
                        "csv=p=0",
                        "file:" + file))
                .text()
                .lines()
                .map(line -> line.split(",", -1))
                // packets that are decoded but not shown
                .filter(columns -> columns.length >= 3 && !columns[2].contains("D"))
                .forEach(columns -> Facts.number(columns[0]).ifPresent(start -> {
                    starts.accept(start);
                    ends.accept(start + Facts.number(columns[1]).orElse(0.0));
                }));
        if (ends.getCount() == 0) {
            return Optional.empty();
        }
        boolean movie = format != MediaFormat.WEBM && format != MediaFormat.MKV;
        double start = movie ? 0 : starts.getMin();
        return Optional.of(Math.round((ends.getMax() - start) * 1000));
    }
}
