package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.sqlite.adoption.LegacyApp;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that may not be written are opened read-only by themselves. */
@Tag("fault")
class ReadOnlyMediumIT {

    /** Commands that read and that write; $1 is the key of an image. */
    private static final String COMMANDS = """
            check() {
              $as "$@" project list; echo "list $?"
              $as "$@" cat $key | cmp - ../lighthouse.png && echo same
              $as "$@" verify; echo "verify $?"
              $as "$@" project create --title New; echo "create $?"
            }
            """;

    @TempDir
    Path folder;

    private static final String NO_PERMISSION = """
            chmod -R a-w .
            as="setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -dac_override,-dac_read_search"
            """;

    private static final String READ_ONLY_MOUNT = """
            mount -o remount,ro "$disk"
            """;

    private String run(String script) throws IOException, InterruptedException {
        Samples.LIGHTHOUSE_PNG.in(folder);
        return Mounting.onDisk(folder, "20m", COMMANDS + """
                id() { grep -o '[0-9a-f]\\{8\\}-[0-9a-f-]*' | head -n 1; }
                project=$("$@" project create --title Dusk | id)
                image=$("$@" image add ../lighthouse.png --project $project --provider p | id)
                key=projects/$project/images/$image.png
                """ + script);
    }

    private static void assertReadOnly(String out) {
        assertThat(out)
                .contains("Dusk", "list 0\n", "same\n", "no problems.\nverify 0\n")
                .containsPattern(
                        "The store is opened read-only, so nothing can be changed. This user may not write to the f(ile|older) .*: change"
                                + " its permissions, or mount its disk for writing.\ncreate 1\n");
    }

    @Test
    void aReadOnlyMount() throws IOException, InterruptedException {
        assertReadOnly(run(READ_ONLY_MOUNT + "check \"$@\"\n"));
    }

    /** The user owns the files, but may not write to them, and has no privilege to ignore that. */
    @Test
    void aUserWithoutPermission() throws IOException, InterruptedException {
        assertReadOnly(run(NO_PERMISSION + "check \"$@\"\n"));
    }

    static Stream<Arguments> adopted() {
        return Stream.of(
                Arguments.of(READ_ONLY_MOUNT, List.of("")),
                Arguments.of(READ_ONLY_MOUNT, List.of("", "-wal")),
                Arguments.of(NO_PERMISSION, List.of("")),
                Arguments.of(NO_PERMISSION, List.of("", "-wal", "-shm")));
    }

    /** What the app wrote last is in the file itself or, after a crash, only in its {@code -wal}. */
    @ParameterizedTest
    @MethodSource("adopted")
    void anAdoptedFile(String way, List<String> suffixes) throws IOException, InterruptedException, SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        new Cli(folder).text("adopt", "app.db");
        // creates the blob store
        new Cli(folder)
                .text(
                        "--database",
                        "jdbc:sqlite:app.db",
                        "--storage",
                        "file:media",
                        "project",
                        "create",
                        "--title",
                        "Ours");
        Path copies = Files.createDirectory(folder.resolve("copies"));
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.insertVideo(2_001, legacy.profiles().get(0), legacy.projects().get(0));
            if (suffixes.contains("-wal")) {
                copy(suffixes, copies);
            }
        }
        if (!suffixes.contains("-wal")) {
            copy(suffixes, copies);
        }
        String options = " --database jdbc:sqlite:app.db --storage file:media --profile "
                + legacy.profiles().get(0);

        String out = Mounting.onDisk(
                folder,
                "20m",
                "cp ../copies/* .; cp -r ../media .\nls -l >../before\n" + way
                        + "$as \"$@\"" + options + " --json video list --limit 1000; echo \"list $?\"\n"
                        + "$as \"$@\"" + options + " verify >/dev/null; echo \"verify $?\"\n"
                        + "$as \"$@\"" + options + " project create --title New; echo \"create $?\"\n"
                        + "chmod u+w . *; ls -l >../after; diff ../before ../after && echo unchanged\n");

        // 3: the app's own files are not in the store
        assertThat(out)
                .contains("Cảnh mới số 2001", "list 0\n", "verify 3\n", "unchanged\n")
                .containsPattern(
                        "The store is opened read-only, so nothing can be changed. This user may not write to the f(ile|older) .*: change"
                                + " its permissions, or mount its disk for writing.\ncreate 1\n");
    }

    private void copy(List<String> suffixes, Path target) throws IOException {
        for (String suffix : suffixes) {
            Files.copy(folder.resolve("app.db" + suffix), target.resolve("app.db" + suffix));
        }
    }
}
