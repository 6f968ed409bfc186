package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private StatusLine line(Set<Terminal.Channel> screens) {
        return new StatusLine(new Terminal(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                err,
                screens,
                false,
                Map.of("COLUMNS", "40"),
                Path.of(""),
                Clock.systemUTC(),
                "reelstore"));
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aShorterLineCoversALongerOne() {
        StatusLine line = line(Set.of(Terminal.Channel.STDERR));
        line.show("three");
        line.show("Hải");
        line.close();

        assertThat(printed()).isEqualTo("\rthree\rHải  \r   \r");
    }

    @Test
    void aLineAboveReplacesIt() {
        StatusLine line = line(Set.of(Terminal.Channel.STDERR));
        line.show("one");
        line.above("a  b");
        line.show("two");

        assertThat(printed()).isEqualTo("\rone\r   \ra  b\n\rtwo");
    }

    @Test
    void aLineIsNotWiderThanTheScreen() {
        line(Set.of(Terminal.Channel.STDERR)).show("x".repeat(50));

        assertThat(printed()).isEqualTo("\r" + "x".repeat(38) + "…");
    }

    @Test
    void withoutAScreenOnlyLinesAboveArePrinted() {
        StatusLine line = line(Set.of(Terminal.Channel.STDOUT));
        line.show("one");
        line.above("warning");
        line.close();

        assertThat(printed()).isEqualTo("warning\n");
    }
}
