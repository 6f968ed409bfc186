package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/storyboard.md in order, with the provider of docs/providers.md, and compares what the page says they print. */
@Tag("journey")
class DocumentedStoryboardIT {

    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern ID = Pattern.compile("(?m)^ +id +(\\S+)$");

    @TempDir
    Path folder;

    private final Map<String, String> ids = new HashMap<>();

    @Test
    void theCommandsOfThePagePrintWhatItSays() throws Exception {
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        Path providers = Path.of("../docs/providers.md");
        Files.writeString(folder.resolve("tones.py"), firstBlock(providers, "python"));
        Files.writeString(folder.resolve("providers.json"), firstBlock(providers, "json"));
        Cli cli = new Cli(folder)
                .environment("PATH", System.getenv("PATH"))
                .environment("NO_COLOR", "1")
                .screens(Channel.STDOUT);

        String printed = "";
        int commands = 0;
        int outputs = 0;
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/storyboard.md")));
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                for (String line : block.group(2).lines().toList()) {
                    printed = run(cli, line);
                    commands++;
                }
            } else if (block.group(1).isEmpty()) {
                assertThat(printed).contains(block.group(2) + "\n");
                outputs++;
            }
        }
        assertThat(commands).isGreaterThanOrEqualTo(30);
        assertThat(outputs).isGreaterThanOrEqualTo(4);
        assertThat(folder.resolve("vi.vtt")).content().contains("Người gác đèn thắp sáng ngọn đèn.");
    }

    private String run(Cli cli, String line) {
        assertThat(line).startsWith("./reelstore ");
        String filled = line.substring("./reelstore ".length());
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        List<String> words = WORD.matcher(filled)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
        Cli.Result result = cli.run(words.toArray(String[]::new));
        assertThat(result.status()).as(line + "\n" + result.err()).isZero();
        Matcher id = ID.matcher(result.out());
        if (id.find()) {
            ids.put(words.get(0).toUpperCase(Locale.ROOT) + "_ID", id.group(1));
        }
        return result.out();
    }

    private static String firstBlock(Path page, String language) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .findFirst()
                .orElseThrow()
                .group(2);
    }
}
