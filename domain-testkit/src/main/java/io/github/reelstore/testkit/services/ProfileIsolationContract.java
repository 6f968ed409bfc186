package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.rows.Rows;
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

/**
 * The part of {@link ServicesContract} about profiles: bob tries every public method of every service, and every method of the
 * repositories, on what is alice's. He gets at nothing of it and changes nothing of it. The methods are found by reflection, so
 * that a new one cannot be forgotten: {@link CrossProfileAttempts} has what bob tries.
 */
abstract class ProfileIsolationContract extends ServicesFixture {

    /** What bob tries at one method. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Tries it as somebody.
         *
         * @return what that one gets, for a look whether something of alice's is in it
         */
        Object as(Services who);
    }

    /** How an attempt has to end. */
    enum Outcome {
        /** It is refused by one of the exceptions that say that there is no such thing, or that it is another one's. */
        REFUSED,
        /** It does what it does, on what is bob's alone. */
        HARMLESS,
        /** Likewise; and alice, who may, gets what is hers: so the attempt is one that could find something. */
        READS
    }

    /** One method, what is tried at it, and how it has to end. */
    record Intrusion(String method, Outcome outcome, Attempt attempt) {}

    @Test
    void everyMethodIsTriedAsAnotherProfile() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : services()) {
            methods.addAll(signatures(type));
        }
        for (Class<?> type : repositories()) {
            methods.addAll(signatures(type));
        }
        assertThat(methods).hasSizeGreaterThan(40);

        Set<String> tried = new CrossProfileAttempts(this)
                .all().stream().map(Intrusion::method).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried)
                .as("A method of a service or a repository has no attempt, or an attempt has no method any more. Add to"
                        + " CrossProfileAttempts what another profile could try with it.")
                .isEqualTo(methods);
    }

    @TestFactory
    Stream<DynamicTest> nothingOfAnotherProfilesIsReadListedUsedChangedOrDeleted() {
        CrossProfileAttempts intrusions = new CrossProfileAttempts(this);
        return intrusions.all().stream()
                .map(intrusion -> dynamicTest(intrusion.method(), () -> assertRepelled(intrusions, intrusion)));
    }

    private void assertRepelled(CrossProfileAttempts intrusions, Intrusion intrusion) {
        Hoard before = hoard();
        if (intrusion.outcome() == Outcome.READS) {
            assertThat(text(intrusion.attempt().as(alice())))
                    .as("what alice gets")
                    .contains(CrossProfileAttempts.SECRET);
        }
        try {
            Object got = intrusion.attempt().as(bob());
            assertThat(text(got)).as("what bob gets").doesNotContain(CrossProfileAttempts.SECRET);
            assertThat(intrusion.outcome())
                    .as("bob was let, and got %s", text(got))
                    .isNotEqualTo(Outcome.REFUSED);
        } catch (StorageException e) {
            assertThat(intrusion.outcome()).as("how it ended: %s", e).isEqualTo(Outcome.REFUSED);
            assertThat(e)
                    .isInstanceOfAny(
                            StorageException.NotFound.class,
                            StorageException.AlreadyExists.class,
                            StorageException.InvalidInput.class,
                            StorageException.Integrity.class);
            assertThat(e.getMessage()).doesNotContain(CrossProfileAttempts.SECRET);
        }
        assertThat(hoard()).as("what alice has").isEqualTo(before);
        assertThat(rows(Rows.BOB).toString())
                .as("what bob has")
                .doesNotContain(intrusions.idsOfAlice())
                .doesNotContain(
                        before.files().keySet().stream().map(BlobKey::value).toList());
    }

    /** All that alice has: rows with their links, tombstones, and the files of both with their bytes. */
    private record Hoard(Contents rows, String links, Map<BlobKey, String> files) {}

    private Hoard hoard() {
        Contents rows = rows(Rows.ALICE);
        String links = transactions()
                .readOnly(
                        Rows.ALICE,
                        tx -> rows.generations().stream()
                                .map(row -> tx.generations().linksOf(row.id()).toString())
                                .collect(Collectors.joining("\n")));
        Map<BlobKey, String> files = new HashMap<>();
        keys(rows)
                .forEach(key -> files.put(
                        key,
                        blobs().stat(key).isPresent() ? hashOf(bytesOf(key)).value() : "gone"));
        return new Hoard(rows, links, files);
    }

    private static Stream<BlobKey> keys(Contents rows) {
        return Stream.of(
                        rows.projects().stream()
                                .flatMap(row -> Stream.concat(row.videoPath().stream(), row.thumbPath().stream())),
                        rows.generations().stream()
                                .flatMap(row -> Stream.concat(row.filePath().stream(), row.thumbPath().stream())),
                        rows.images().stream()
                                .flatMap(row -> Stream.concat(Stream.of(row.filePath()), row.thumbPath().stream())),
                        rows.audio().stream().map(row -> row.filePath()),
                        rows.tombstones().stream().map(tombstone -> tombstone.key()))
                .flatMap(keys -> keys);
    }

    /** What can be read of something, the bytes of a file included. */
    private static String text(Object got) {
        if (got instanceof BlobContent content) {
            try (content) {
                return new String(content.stream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new AssertionError("cannot read what was got", e);
            }
        }
        return String.valueOf(got);
    }

    // The methods there are

    /** The classes of the package that others can use and that do something: neither records nor interfaces. */
    private static List<Class<?>> services() {
        List<Class<?>> services = Stream.of(ProjectService.class, CollectionService.class)
                .flatMap(one -> classesBeside(one).stream())
                .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isMemberClass())
                .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .collect(Collectors.toList());
        assertThat(services)
                .contains(ProjectService.class, CollectionService.class)
                .hasSizeGreaterThanOrEqualTo(8);
        return services;
    }

    /** What a transaction gives access to. */
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

    /** The classes of a package, from a folder or a jar. */
    private static List<Class<?>> classesBeside(Class<?> known) {
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
