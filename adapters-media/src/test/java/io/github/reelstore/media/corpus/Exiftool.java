package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts in exiftool's report. One process reads all files, because it takes long to start. */
record Exiftool(Program program) implements Reference {

    private static final String OPTIONS = """
            -q
            -q
            -m
            -n
            -T
            -charset
            filename=utf8
            -Directory
            -FileName
            -Duration
            -ImageWidth
            -ImageHeight
            -Orientation
            -Rotation
            -SampleRate
            -AudioSampleRate
            -NumChannels
            -AudioChannels
            """;

    @Override
    public String name() {
        return "exiftool";
    }

    @Override
    public String version() {
        return program.run(List.of("-ver")).text().strip();
    }

    @Override
    public Map<Path, Facts> of(Map<Path, MediaFormat> files) {
        try {
            Path arguments = Files.createTempFile("corpus", ".exiftool");
            try {
                Files.writeString(
                        arguments,
                        OPTIONS + files.keySet().stream().map(Path::toString).collect(Collectors.joining("\n")));
                return parsed(program.run(List.of("-@", arguments.toString())).text(), files);
            } finally {
                Files.delete(arguments);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Path, Facts> parsed(String table, Map<Path, MediaFormat> files) {
        Map<Path, Facts> facts = new HashMap<>();
        table.lines().map(line -> line.split("\t", -1)).forEach(columns -> {
            Path file = Path.of(columns[0], columns[1]);
            MediaFormat format = files.get(file);
            if (format != null) {
                facts.put(file, of(columns, format.kind() == MediaKind.IMAGE));
            }
        });
        return facts;
    }

    private static Facts of(String[] columns, boolean image) {
        boolean rotated = image
                ? Facts.whole(columns[5]).orElse(1L) >= 5
                : Facts.whole(columns[6]).orElse(0L) % 180 != 0;
        return new Facts(
                image ? Optional.empty() : Ffprobe.seconds(columns[2]),
                Facts.size(Facts.whole(columns[3]), Facts.whole(columns[4])).map(size -> size.rotated(rotated)),
                List.of(),
                rate(columns[7]).or(() -> rate(columns[8])),
                Facts.positive(columns[9]).or(() -> Facts.positive(columns[10])));
    }

    /** For MP3 it prints the code in the frame's header instead. */
    private static Optional<Integer> rate(String printed) {
        return Facts.positive(printed).filter(hertz -> hertz >= 1000);
    }
}
