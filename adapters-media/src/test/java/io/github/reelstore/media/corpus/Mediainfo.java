package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts in mediainfo's report. */
record Mediainfo(Program program) implements Reference {

    /** The number of files a process reads; each takes long to start. */
    private static final int BATCH = 50;

    private static final String TEMPLATE = """
            General;G,%Duration%,%CompleteName%\\n
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
                List<Path> all = List.copyOf(files.keySet());
                for (int from = 0; from < all.size(); from += BATCH) {
                    List<Path> batch = all.subList(from, Math.min(all.size(), from + BATCH));
                    sections(batch, template)
                            .forEach((file, sections) -> Optional.ofNullable(files.get(file))
                                    .ifPresent(format -> facts.put(file, facts(sections, format))));
                }
                return facts;
            } finally {
                Files.delete(template);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines about each file by their first column. */
    private Map<Path, Map<String, String[]>> sections(List<Path> files, Path template) {
        List<String> arguments = new ArrayList<>(List.of("--Output=file://" + template));
        files.forEach(file -> arguments.add(file.toString()));
        Map<Path, Map<String, String[]>> all = new HashMap<>();
        Map<String, String[]> current = new HashMap<>();
        for (String line : program.run(arguments).text().lines().toList()) {
            String[] columns = line.split(",", -1);
            if (columns[0].equals("G")) {
                current = new HashMap<>();
                // the name is last, since it may contain commas
                all.put(Path.of(line.split(",", 3)[2]), current);
            }
            // the first stream of each kind counts
            current.putIfAbsent(columns[0], columns);
        }
        return all;
    }

    private static Facts facts(Map<String, String[]> sections, MediaFormat format) {
        String[] general = sections.getOrDefault("G", new String[] {"G", ""});
        String[] audio = sections.getOrDefault("A", new String[] {"A", "", ""});
        boolean image = format.kind() == MediaKind.IMAGE;
        Optional<String[]> picture = Optional.ofNullable(sections.get(image ? "I" : "V"));
        return new Facts(
                image ? Optional.empty() : Facts.whole(general[1]),
                picture.flatMap(Mediainfo::size),
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
