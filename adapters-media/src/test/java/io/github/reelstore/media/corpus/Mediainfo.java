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

/** The facts in mediainfo's report. */
record Mediainfo(Program program) implements Reference {

    private static final String TEMPLATE = """
            General;G,%Duration%\\n
            Video;V,%Width%,%Height%,%PixelAspectRatio%,%Rotation%\\n
            Image;I,%Width%,%Height%,1,0\\n
            Audio;A,%SamplingRate%,%Channel(s)%\\n
            """;

    @Override
    public String name() {
        return "mediainfo";
    }

    @Override
    public String version() {
        return program.run(List.of("--Version"))
                .text()
                .lines()
                .filter(line -> line.contains("v"))
                .reduce((first, last) -> last)
                .orElse("?");
    }

    @Override
    public Map<Path, Facts> of(Map<Path, MediaFormat> files) {
        try {
            Path template = Files.createTempFile("corpus", ".mediainfo");
            try {
                Files.writeString(template, TEMPLATE);
                Map<Path, Facts> facts = new HashMap<>();
                files.forEach((file, format) -> facts.put(file, of(file, format, template)));
                return facts;
            } finally {
                Files.delete(template);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Facts of(Path file, MediaFormat format, Path template) {
        Map<String, String[]> sections = new HashMap<>();
        program.run(List.of("--Output=file://" + template, file.toString()))
                .text()
                .lines()
                .map(line -> line.split(",", -1))
                // the first stream of each kind counts
                .forEach(columns -> sections.putIfAbsent(columns[0], columns));
        String[] general = sections.getOrDefault("G", new String[2]);
        String[] audio = sections.getOrDefault("A", new String[] {"A", "", ""});
        boolean image = format.kind() == MediaKind.IMAGE;
        String[] picture = sections.get(image ? "I" : "V");
        return new Facts(
                image || general[1] == null ? Optional.empty() : Facts.whole(general[1]),
                picture == null ? Optional.empty() : size(picture),
                List.of(),
                Facts.positive(audio[1].split("/", -1)[0]),
                Facts.positive(audio[2].split("/", -1)[0]));
    }

    private static Optional<Facts.Size> size(String[] picture) {
        double ratio = Facts.number(picture[3]).filter(number -> number > 0).orElse(1.0);
        boolean rotated = Facts.whole(picture[4]).orElse(0L) % 180 != 0;
        return Facts.size(Facts.whole(picture[1]).map(width -> Math.round(width * ratio)), Facts.whole(picture[2]))
                .map(size -> size.rotated(rotated));
    }
}
