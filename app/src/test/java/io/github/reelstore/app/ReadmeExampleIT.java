package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in the README compiles and runs as it stands there. */
class ReadmeExampleIT {

    /** What the README says of its imports. */
    private static final String IMPORTS = """
            import static io.github.reelstore.domain.model.ProjectStatus.COMPLETED;
            import io.github.reelstore.app.*;
            import io.github.reelstore.app.config.*;
            import io.github.reelstore.domain.model.*;
            import io.github.reelstore.domain.port.rows.*;
            import io.github.reelstore.domain.service.*;
            import java.nio.file.Path;
            """;

    @TempDir
    Path folder;

    @Test
    void javaCodeRuns() throws Exception {
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        List<String> blocks = JavaExample.blocks(Path.of("../README.md"), "java");
        assertThat(blocks).hasSize(2);

        assertThat(JavaExample.run(folder, IMPORTS, String.join("\n", blocks)))
                .containsPattern("(?m)^Checked 4 rows and \\d+ files: no problems[.]$")
                .containsPattern("(?m)^projects/[0-9a-f-]+/audio/[0-9a-f-]+[.]wav$");

        assertThat(folder.resolve("reels.db")).isRegularFile();
        assertThat(folder.resolve("media")).isDirectory();
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
            case DATABASE_READ_ONLY -> "`--read-only` ";
            case PROFILE -> "`--profile` ";
            default -> "";
        };
    }

    private static List<String> matches(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }
}
