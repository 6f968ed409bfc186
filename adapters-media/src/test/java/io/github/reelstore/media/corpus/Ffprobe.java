package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.media.corpus.Facts.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The facts in ffprobe's listing of the streams of audio and videos; the others read images, and faster. */
record Ffprobe(Program program) implements Reference {

    private static final String ENTRIES = "format=duration"
            + ":stream=codec_type,codec_name,codec_tag_string,width,height,sample_rate,channels,sample_aspect_ratio"
            + ":stream_disposition=attached_pic:stream_side_data=rotation";

    @Override
    public String name() {
        return "ffprobe";
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
    public Map<Path, Facts> of(Map<Path, MediaFormat> files) {
        Map<Path, Facts> facts = new HashMap<>();
        files.forEach((file, format) -> {
            if (format.kind() != MediaKind.IMAGE) {
                facts.put(file, of(file));
            }
        });
        return facts;
    }

    private Facts of(Path file) {
        Map<String, String> values = new HashMap<>();
        program.run(List.of("-v", "quiet", "-show_entries", ENTRIES, "-of", "flat", "file:" + file))
                .text()
                .lines()
                .forEach(line -> {
                    String[] pair = line.split("=", 2);
                    values.put(pair[0], pair[pair.length - 1].replace("\"", ""));
                });
        return facts(values);
    }

    private static Facts facts(Map<String, String> values) {
        List<Map<String, String>> videos = streams(values, "video");
        List<Map<String, String>> audios = streams(values, "audio");
        List<String> codecs = new ArrayList<>();
        videos.forEach(stream -> codecs.add(stream.getOrDefault("codec_name", "?")));
        audios.forEach(stream -> codecs.add(stream.getOrDefault("codec_name", "?")));
        Map<String, String> audio = audios.isEmpty() ? Map.of() : audios.get(0);
        return new Facts(
                seconds(values.getOrDefault("format.duration", "")),
                videos.isEmpty() ? Optional.empty() : size(videos.get(0)),
                codecs.stream().distinct().toList(),
                Facts.positive(audio.getOrDefault("sample_rate", "")),
                Facts.positive(audio.getOrDefault("channels", "")));
    }

    static Optional<Long> seconds(String printed) {
        return Facts.number(printed).map(seconds -> Math.round(seconds * 1000));
    }

    /** The streams of a type, without cover art. */
    private static List<Map<String, String>> streams(Map<String, String> values, String type) {
        Map<Integer, Map<String, String>> streams = new TreeMap<>();
        values.forEach((key, value) -> {
            String[] path = key.split("\\.", 4);
            if (key.startsWith("streams.stream.")) {
                streams.computeIfAbsent(Integer.valueOf(path[2]), index -> new HashMap<>())
                        .put(path[3], value);
            }
        });
        return streams.values().stream()
                .filter(stream -> type.equals(stream.get("codec_type")))
                .filter(stream -> !"1".equals(stream.get("disposition.attached_pic")))
                .toList();
    }

    private static Optional<Size> size(Map<String, String> video) {
        Optional<Size> coded =
                Facts.size(Facts.whole(video.getOrDefault("width", "")), Facts.whole(video.getOrDefault("height", "")));
        boolean rotated = video.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("rotation"))
                .anyMatch(entry -> Facts.whole(entry.getValue()).orElse(0L) % 180 != 0);
        return coded.map(size ->
                shown(size, video.getOrDefault("sample_aspect_ratio", "")).rotated(rotated));
    }

    /** The width that the shape of the pixels makes of the coded one. */
    private static Size shown(Size coded, String ratio) {
        String[] sides = ratio.split(":", 2);
        double across = Facts.number(sides[0]).orElse(0.0);
        double down = sides.length < 2 ? 0 : Facts.number(sides[1]).orElse(0.0);
        return across > 0 && down > 0 ? new Size(Math.round(coded.width() * across / down), coded.height()) : coded;
    }
}
