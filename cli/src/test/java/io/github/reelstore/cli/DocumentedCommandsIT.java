package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs the commands of docs/cli.md in order, with the ids that earlier commands print. The README uses the same commands. */
class DocumentedCommandsIT {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** The placeholder on the page for the id that a command prints. */
    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "project create", "PROJECT_ID",
            "image add", "IMAGE_ID",
            "audio add", "AUDIO_ID",
            "video add", "VIDEO_ID",
            "job request", "JOB_ID");

    @TempDir
    Path folder;

    @Test
    void theCommandsOfThePageWork() throws Exception {
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        List<String> lines = commandsOf(Path.of("../docs/cli.md"));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(30);

        LegacyDatabase app = LegacyDatabase.create(folder.resolve("app.db"), LegacyDatabase.Shape.LOOSE_35);

        Cli cli = new Cli(folder);
        Map<String, String> ids = new HashMap<>();
        for (String line : lines) {
            JsonNode printed =
                    cli.json(words(line.replace("PROFILE_ID", app.profiles().get(0)), ids));
            PLACEHOLDERS.forEach((command, placeholder) -> {
                if (line.startsWith("./reelstore " + command)) {
                    ids.put(placeholder, printed.get("id").asString());
                }
            });
        }
        assertThat(ids).containsOnlyKeys(PLACEHOLDERS.values());
        assertThat(folder.resolve("final.mp4")).hasBinaryContent(Samples.VIDEO_MP4.bytes());
    }

    /** So the commands of the README work too. */
    @Test
    void theReadmeUsesCommandsOfThePage() throws Exception {
        List<String> known = new ArrayList<>(commandsOf(Path.of("../docs/cli.md")));
        known.add("./reelstore demo");
        known.add("./reelstore project create --title \"Dusk at the lighthouse\"");
        known.add("./reelstore project show PROJECT_ID");

        assertThat(commandsOf(Path.of("../README.md"))).hasSizeGreaterThan(5).isSubsetOf(known);
    }

    private static List<String> commandsOf(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                // the worker needs a program; WorkCommandIT runs it
                .filter(line -> line.startsWith("./reelstore ") && !line.startsWith("./reelstore work "))
                .toList();
    }

    private static String[] words(String line, Map<String, String> ids) {
        String filled = line.substring("./reelstore ".length());
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        return WORD.matcher(filled)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }
}
