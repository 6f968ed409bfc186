package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in the README equals that of the example, and the example runs. */
class ReadmeExampleIT {

    private static final Path README = Path.of("../README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/io/github/reelstore/app/EmbeddingExample.java");

    @TempDir
    Path folder;

    @Test
    void readmeCodeEqualsTheExample() throws Exception {
        List<String> blocks = matches(Files.readString(README), "```java\n(.*?)```");
        List<String> examples = matches(Files.readString(EXAMPLE), " // README \\d\n(.*?) *// END").stream()
                .map(text -> text.stripTrailing().stripIndent() + "\n")
                .toList();

        assertThat(blocks).hasSize(2).isEqualTo(examples);
    }

    @Test
    void exampleRuns() throws Exception {
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddingExample.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed)
                .containsPattern("(?m)^1 video in vi, stored at projects/[0-9a-f-]+/videos/[0-9a-f-]+[.]mp4$");
        assertThat(printed).containsPattern("(?m)^completed$");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void optionTableInTheDocsListsEveryOption() throws Exception {
        List<String> rows =
                matches(Files.readString(Path.of("../docs/configuration.md")), "(?m)^\\| (`reelstore[.][^\n]*) \\|$");

        List<String> options = Arrays.stream(ConfigOption.values())
                .map(option -> "`" + option.key() + "` | `" + option.environmentVariable() + "` | " + flag(option)
                        + "|"
                        + option.defaultValue()
                                .map(value -> " `" + value + "` ")
                                .orElse(" ") + "| " + option.meaning())
                .toList();
        assertThat(rows).isEqualTo(options);
    }

    private static String flag(ConfigOption option) {
        return switch (option) {
            case DATABASE_URL -> "`--database` ";
            case STORAGE_URL -> "`--storage` ";
            case PROFILE -> "`--profile` ";
            default -> "";
        };
    }

    private static List<String> matches(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }
}
