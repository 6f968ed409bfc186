package io.github.reelstore.media.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Reads all media files below the folder in the property {@code reelstore.test.corpus}, and writes a report to
 * {@code target/corpus.md}. The files are not part of the project, so this runs only by name ({@code .ci/corpus}).
 */
class CorpusCheck {

    @Test
    void noAimIsMissed() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(
                System.getProperty("reelstore.test.corpus"),
                "Name the folder of the files by -Dreelstore.test.corpus, or run .ci/corpus FOLDER."));
        // time for a busy machine, on which the report is the same
        MediaConfig config = new MediaConfig(MediaConfig.PIXELS, Duration.ofMinutes(1), Optional.empty());
        Corpus corpus = new Corpus(new ParsingProbe(config), new ImageThumbnailer(config), Tools.find());

        Report report = corpus.read(folder, excluded());

        Files.writeString(Path.of("target", "corpus.md"), report.toString());
        assertThat(report.files()).as("media files below " + folder).isPositive();
        assertThat(report.missed())
                .as("files with a wrong value, see target/corpus.md")
                .isZero();
    }

    /** Lines of a name and a reason, with a tab between them. */
    private static Map<String, String> excluded() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        Optional<Path> list = Optional.ofNullable(System.getProperty("reelstore.test.corpus.excluded"))
                .map(Path::of);
        if (list.isPresent()) {
            for (String line : Files.readAllLines(list.get())) {
                String[] columns = line.split("\t", 2);
                if (columns.length == 2) {
                    reasons.put(columns[0], columns[1]);
                }
            }
        }
        return reasons;
    }
}
