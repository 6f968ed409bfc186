package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.FullStore;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.RemoteBackends;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles between real databases and blob stores, and checked by another program. */
@Tag("journey")
class BundleRoundTripIT {

    private static final BundleOptions ALL = new BundleOptions(true);

    @TempDir
    private Path folder;

    private Reelstore sqlite(String name) {
        return Reelstore.open(ReelstoreConfig.builder()
                .workingFolder(folder)
                .databaseUrl("jdbc:sqlite:" + folder.resolve(name + ".db"))
                .storageUrl(folder.resolve(name).toUri().toString())
                .build());
    }

    private Reelstore postgresWithS3() {
        Map<String, String> environment = new HashMap<>(RemoteBackends.postgresEnvironment());
        environment.putAll(RemoteBackends.s3Environment());
        return Reelstore.open(ReelstoreConfig.builder()
                .workingFolder(folder)
                .environment(environment)
                .build());
    }

    private Path exported(Reelstore store, String name) {
        Path bundle = folder.resolve(name);
        new Bundles(store.transfers()).exportTo(bundle, RandomProject.ID, ALL, TransferProgress.NONE);
        return bundle;
    }

    private static ImportedBundle imported(Reelstore store, Path bundle) {
        return new Bundles(store.transfers()).importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE);
    }

    @Test
    void allRowsAndFilesAreEqualInSqliteAndInPostgresWithS3() {
        List<RandomInput> seeds = RandomInput.ofSeeds(60).toList();
        try (Reelstore local = sqlite("local");
                Reelstore remote = postgresWithS3()) {
            for (RandomInput random : seeds) {
                // each in a profile of its own
                ProfileId profile = ProfileId.of(random.toString().replace(' ', '-'));
                SampleStore made = SampleStore.inMemory().withProfile(profile.value());
                RandomProject.store(random, made);
                Path first = folder.resolve(random + "-first.zip");
                made.bundles().exportTo(first, RandomProject.ID, ALL, TransferProgress.NONE);

                Reelstore from = local.withProfile(profile);
                ImportedBundle stored = imported(from, first);
                Path second = folder.resolve(random + "-second.zip");
                new Bundles(from.transfers()).exportTo(second, stored.imported().project(), ALL, TransferProgress.NONE);
                Reelstore to = remote.withProfile(profile);
                ImportedBundle copied = imported(to, second);

                assertThat(copied.imported().mapped()).isEmpty();
                assertThat(copied.imported().added())
                        .isEqualTo(stored.imported().added());
                assertThat(ProjectState.of(to.transfers(), copied.imported().project())
                                .lines())
                        .as(random.toString())
                        .containsExactlyElementsOf(ProjectState.of(
                                        from.transfers(), stored.imported().project())
                                .lines());
                assertThat(imported(to, second).imported().added()).isZero();
            }
        }
    }

    @Test
    void anImportedProjectIsWithoutProblems() {
        SampleStore made = SampleStore.inMemory();
        SampleProject.store(made);
        Path bundle = folder.resolve("bundle.zip");
        made.bundles().exportTo(bundle, SampleProject.ID, ALL, TransferProgress.NONE);
        try (Reelstore remote = postgresWithS3()) {
            assertThat(imported(remote.withProfile(ProfileId.of("alice")), bundle)
                            .imported()
                            .mapped())
                    .isEmpty();
            ImportedBundle copy = imported(remote.withProfile(ProfileId.of("bob")), bundle);
            assertThat(copy.imported().mapped()).hasSize(4);
            assertThat(imported(remote.withProfile(ProfileId.of("bob")), bundle)
                            .imported()
                            .added())
                    .isZero();
            for (String profile : List.of("alice", "bob")) {
                Verification found = remote.withProfile(ProfileId.of(profile))
                        .maintenance()
                        .verify(
                                new VerificationRequest(
                                        Optional.empty(), Optional.empty(), VerificationRequest.Depth.CONTENT, 2),
                                problem -> assertThat(problem).isNull());
                assertThat(found.problems()).isZero();
            }
        }
    }

    @Test
    void sha256sumAcceptsABundle() throws Exception {
        SampleStore made = SampleStore.inMemory();
        SampleProject.store(made);
        try (Reelstore store = sqlite("local")) {
            Path first = folder.resolve("first");
            made.bundles().exportTo(first, SampleProject.ID, ALL, TransferProgress.NONE);
            imported(store.withProfile(made.profile()), first);
            Path bundle = exported(store.withProfile(made.profile()), "bundle");
            for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
                Process sums = new ProcessBuilder("sha256sum", "--strict", "-c", manifest)
                        .directory(bundle.toFile())
                        .redirectErrorStream(true)
                        .start();
                String output = new String(sums.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(sums.waitFor()).as(output).isZero();
                assertThat(output.lines())
                        .hasSameSizeAs(Files.readAllLines(bundle.resolve(manifest)))
                        .allMatch(line -> line.endsWith(": OK"));
            }
            Files.writeString(bundle.resolve("data/rows/project.jsonl"), "\n", StandardOpenOption.APPEND);
            Process sums = new ProcessBuilder("sha256sum", "--strict", "-c", "manifest-sha256.txt")
                    .directory(bundle.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(sums.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void theJavaCodeOfThePageRuns() throws Exception {
        String page = Files.readString(Path.of("../docs/bundles.md"));
        String begin = "```java\n";
        String code = page.substring(page.indexOf(begin) + begin.length(), page.lastIndexOf("```"));
        Path source = folder.resolve("Page.java");
        Files.writeString(source, """
                import io.github.reelstore.app.*;
                import io.github.reelstore.domain.model.*;
                import io.github.reelstore.domain.transfer.*;
                import io.github.reelstore.export.bundle.*;
                import java.nio.file.Path;
                class Page {
                    public static void main(String[] arguments) {
                        try (Reelstore store = Reelstore.open("jdbc:sqlite:from.db", "file:from");
                                Reelstore other = Reelstore.open("jdbc:sqlite:to.db", "file:to")) {
                            ProjectId project = store.projects().create("Dusk").id();
                            %s
                            System.out.println("added " + imported.imported().added());
                        }
                    }
                }
                """.formatted(code));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("added 1");
    }

    @Test
    void jobsBudgetsAndCostsAreNotPartOfABundle() throws Exception {
        FullStore full = new FullStore(Files.createDirectory(folder.resolve("full"))).fill();
        Path bundle = folder.resolve("full.zip");
        try (Reelstore store = Reelstore.open(full.config())) {
            new Bundles(store.transfers()).exportTo(bundle, full.project(), ALL, TransferProgress.NONE);
        }
        try (Reelstore other = sqlite("other")) {
            imported(other, bundle);
        }
        StoreSnapshot before = StoreSnapshot.of(FullStore.file(folder.resolve("full")), folder.resolve("full/media"));
        StoreSnapshot after = StoreSnapshot.of(folder.resolve("other.db"), folder.resolve("other"));
        assertThat(after.count("video_projects")).isEqualTo(1);
        for (String table : List.of(
                "provider_jobs", "provider_job_results", "provider_job_attempts", "budgets", "budget_spending")) {
            assertThat(before.count(table)).as(table).isPositive();
            assertThat(after.count(table)).as(table).isZero();
        }
    }

    @Test
    void noPartIsLeftNextToTheTarget() throws IOException {
        SampleStore made = SampleStore.inMemory();
        SampleProject.store(made);
        made.bundles().exportTo(folder.resolve("bundle"), SampleProject.ID, ALL, TransferProgress.NONE);
        made.bundles().exportTo(folder.resolve("bundle.zip"), SampleProject.ID, ALL, TransferProgress.NONE);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bundle", "bundle.zip");
        }
    }
}
