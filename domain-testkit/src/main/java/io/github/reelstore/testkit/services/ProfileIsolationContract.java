package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.hashOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.transfer.TransferService;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Contents;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for profiles: bob calls every public method of every service, and every method of the repositories, on
 * alice's rows and files; see {@link ServicesFixture}. He must neither read nor change any of them. The methods are
 * found by reflection, so that no new method is missed. {@link CrossProfileAttempts} has bob's calls.
 */
public abstract class ProfileIsolationContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    /** A call of one method. */
    @FunctionalInterface
    interface Call {

        /**
         * Makes the call with the services of a profile.
         *
         * @return the result, which is searched for alice's data
         */
        Object as(Services services);
    }

    /** How an attempt must end. */
    enum Outcome {
        /** It fails with one of the exceptions for what does not exist or belongs to another profile. */
        REFUSED,
        /** It succeeds, but only on bob's own rows and files. */
        HARMLESS,
        /**
         * Like {@link #HARMLESS}; and the same call as alice finds her data, which shows that it could find something.
         */
        READS
    }

    /** One method, how the attempt must end, and the call. */
    record Attempt(String method, Outcome outcome, Call call) {}

    @Test
    void everyMethodHasAnAttempt() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : services()) {
            methods.addAll(signatures(type));
        }
        for (Class<?> type : repositories()) {
            methods.addAll(signatures(type));
        }
        assertThat(methods).hasSizeGreaterThan(40);

        Set<String> attempted = CrossProfileAttempts.in(store).all().stream()
                .map(Attempt::method)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(attempted)
                .as(
                        "A method of a service or repository has no attempt, or an attempt has no method any more."
                                + " Add one to ServiceAttempts, MaintenanceAttempts, RepositoryAttempts, LedgerAttempts, StoryboardAttempts, ArchiveAttempts or EmbedderAttempts.")
                .isEqualTo(methods);
    }

    @TestFactory
    Stream<DynamicTest> anotherProfilesRowsAreNeitherReadNorChanged() {
        CrossProfileAttempts attempts = CrossProfileAttempts.in(store);
        return attempts.all().stream()
                .map(attempt -> dynamicTest(attempt.method(), () -> assertIsolated(attempts, attempt)));
    }

    private void assertIsolated(CrossProfileAttempts attempts, Attempt attempt) {
        Snapshot before = snapshotOfAlice();
        if (attempt.outcome() == Outcome.READS) {
            assertThat(text(attempt.call().as(store.alice())))
                    .as("what alice gets")
                    .contains(CrossProfileAttempts.SECRET);
        }
        try {
            Object got = attempt.call().as(store.bob());
            assertThat(text(got)).as("what bob gets").doesNotContain(CrossProfileAttempts.SECRET);
            assertThat(attempt.outcome())
                    .as("bob was not refused, and got %s", text(got))
                    .isNotEqualTo(Outcome.REFUSED);
        } catch (StorageException e) {
            assertThat(attempt.outcome()).as("the outcome: %s", e).isEqualTo(Outcome.REFUSED);
            assertThat(e)
                    .isInstanceOfAny(
                            StorageException.NotFound.class,
                            StorageException.AlreadyExists.class,
                            StorageException.InvalidInput.class,
                            StorageException.Integrity.class);
            assertThat(e.getMessage()).doesNotContain(CrossProfileAttempts.SECRET);
        }
        assertThat(snapshotOfAlice()).as("what alice has").isEqualTo(before);
        assertThat(store.rows(SampleRows.BOB).toString())
                .as("what bob has")
                .doesNotContain(attempts.idsOfAlice())
                .doesNotContain(
                        before.files().keySet().stream().map(BlobKey::value).toList());
    }

    /** Everything that alice has: rows with their links, tombstones, and the files of both with their hashes. */
    private record Snapshot(Contents rows, String links, Map<BlobKey, String> files) {}

    private Snapshot snapshotOfAlice() {
        Contents rows = store.rows(SampleRows.ALICE);
        String links = store.transactions()
                .readOnly(
                        SampleRows.ALICE,
                        tx -> rows.generations().stream()
                                .map(row -> tx.generations().linksOf(row.id()).toString())
                                .collect(Collectors.joining("\n")));
        Map<BlobKey, String> files = new HashMap<>();
        Stream.concat(rows.keys(), rows.tombstones().stream().map(Tombstone::key))
                .forEach(key -> files.put(
                        key,
                        store.blobs().stat(key).isPresent()
                                ? hashOf(store.bytesOf(key)).value()
                                : "gone"));
        return new Snapshot(rows, links, files);
    }

    /** Returns the readable text of a result, including the bytes of a file. */
    private static String text(Object got) {
        if (got instanceof BlobContent content) {
            try (content) {
                return new String(content.stream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new AssertionError("cannot read the content", e);
            }
        }
        return String.valueOf(got);
    }

    // Finding the methods

    /** Returns the public service classes: no records and their builders, interfaces, enums or exceptions. */
    private static List<Class<?>> services() {
        List<Class<?>> services = Stream.of(
                        ProjectService.class,
                        CollectionService.class,
                        JobService.class,
                        SceneService.class,
                        TransferService.class)
                .flatMap(type -> classesInPackageOf(type).stream())
                .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isMemberClass())
                .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                .filter(type -> !type.getSimpleName().endsWith("Builder"))
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .collect(Collectors.toList());
        assertThat(services)
                .contains(
                        ProjectService.class,
                        CollectionService.class,
                        JobService.class,
                        SceneService.class,
                        TransferService.class)
                .hasSizeGreaterThanOrEqualTo(8);
        return services;
    }

    /** Returns the repositories that a transaction provides. */
    private static List<Class<?>> repositories() {
        List<Class<?>> repositories = Arrays.stream(Tx.class.getMethods())
                .<Class<?>>map(Method::getReturnType)
                .filter(type -> type.isInterface() && type.getPackage().equals(Tx.class.getPackage()))
                .toList();
        assertThat(repositories).hasSizeGreaterThanOrEqualTo(5);
        return repositories;
    }

    private static List<String> signatures(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> type.getSimpleName() + "." + method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .toList();
    }

    /** Returns the classes in the package of a class, from a folder or a jar. */
    private static List<Class<?>> classesInPackageOf(Class<?> known) {
        String file = known.getSimpleName() + ".class";
        try {
            URI uri = Objects.requireNonNull(known.getResource(file)).toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, new HashMap<>())) {
                    return load(known, jar.getPath("/" + known.getPackageName().replace('.', '/')));
                }
            }
            return load(known, Path.of(uri).resolveSibling("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new LinkageError("cannot list the package of " + known, e);
        }
    }

    private static List<Class<?>> load(Class<?> known, Path folder) throws IOException, ClassNotFoundException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> known.getPackageName() + "." + name.substring(0, name.length() - ".class".length()))
                    .forEach(names::add);
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(name, false, known.getClassLoader()));
        }
        return classes;
    }
}
