package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Java code of a page, which runs as it stands there. */
final class JavaExample {

    private JavaExample() {}

    /** The blocks of code of a language on a page. */
    static List<String> blocks(Path page, String language) throws Exception {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /**
     * Runs statements in a folder, in a process of its own.
     *
     * @return what they print
     */
    static String run(Path folder, String imports, String statements) throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                imports + "class Example {\n    public static void main(String[] arguments) {\n" + statements
                        + "    }\n}\n");
        // java compiles a source file before it runs it
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
