package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.media.corpus.Decoder.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what we say of all media files below a folder with what other programs say. */
final class Corpus {

    /** Extensions of media that we do not take; such files are counted by what they are. */
    private static final Set<String> OTHERS = Set.of(
            "aif", "aifc", "aiff", "amr", "ape", "avi", "avifs", "bmp", "caf", "dsf", "flv", "fuzzed", "heics", "heifs",
            "hif", "jp2", "jxl", "m2v", "m4s", "mka", "mkv", "mp1", "mp2", "mpc", "mpeg", "mpg", "mpo", "ogv", "ogx",
            "spx", "tif", "tiff", "ts", "wma", "wmv", "wv", "3g2", "3gp", "apng", "psd");

    /** A folder or an extension. */
    private static final Pattern FUZZED = Pattern.compile("(^|[/\\\\])fuzz[^/\\\\]*[/\\\\]|\\.fuzzed$");

    private final MediaProbe probe;
    private final Thumbnailer thumbnailer;
    private final Tools tools;

    Corpus(MediaProbe probe, Thumbnailer thumbnailer, Tools tools) {
        this.probe = probe;
        this.thumbnailer = thumbnailer;
        this.tools = tools;
    }

    /**
     * @param excluded the reasons for which files do not count, by their names relative to the folder
     */
    Report read(Path folder, Map<String, String> excluded) throws IOException {
        Report report = new Report(tools, excluded);
        Map<Path, MediaFormat> formats = new TreeMap<>();
        for (Path file : mediaFiles(folder)) {
            String name = folder.relativize(file).toString();
            MediaBytes bytes = MediaBytes.of(file);
            byte[] head = bytes.read(0, MediaFormat.HEAD_BYTES);
            Optional<MediaFormat> format =
                    MediaFormat.detect(head, offset -> bytes.read(offset, MediaFormat.HEAD_BYTES));
            if (format.isEmpty()) {
                report.refused(name, MediaFormat.describe(head));
            } else if (isFuzzed(name)) {
                report.fuzzed(name, Subject.of(file, format.get(), probe, thumbnailer));
            } else {
                formats.put(file, format.get());
            }
        }
        compare(folder, formats, report);
        return report;
    }

    private void compare(Path folder, Map<Path, MediaFormat> formats, Report report) throws IOException {
        Map<String, Map<Path, Facts>> theirs = new TreeMap<>();
        tools.references().forEach(reference -> theirs.put(reference.name(), reference.of(formats)));
        for (Map.Entry<Path, MediaFormat> entry : formats.entrySet()) {
            Path file = entry.getKey();
            Map<String, Facts> facts = new HashMap<>();
            theirs.forEach((tool, all) -> Optional.ofNullable(all.get(file)).ifPresent(said -> facts.put(tool, said)));
            Subject ours = Subject.of(file, entry.getValue(), probe, thumbnailer);
            Decoded decoded = tools.decoder(ours.format())
                    .map(decoder -> decoder.decode(file, ours.format()))
                    .orElse(Decoded.NOTHING);
            report.compared(folder.relativize(file).toString(), new Comparison(ours, facts, decoded));
        }
    }

    /** Inputs of a fuzzer are damaged on purpose, and other programs hang on them: they only must not throw. */
    private static boolean isFuzzed(String name) {
        return FUZZED.matcher(name).find();
    }

    private static List<Path> mediaFiles(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .filter(Corpus::isNamedAsMedia)
                    .sorted()
                    .toList());
        }
    }

    private static boolean isNamedAsMedia(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MediaFormat.ofName(name).filter(format -> !format.isHeadless()).isPresent()
                || OTHERS.contains(extension);
    }
}
