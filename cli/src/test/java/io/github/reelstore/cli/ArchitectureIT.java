package io.github.reelstore.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.reelstore.cli.planted.one.Leak;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The allowed dependencies between modules and packages. A rule that matches no class fails (ArchUnit's default). The tests at the end
 * check that the custom rules fail on planted classes.
 */
@AnalyzeClasses(
        packages = "io.github.reelstore",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureIT.DoNotIncludeTestJars.class})
class ArchitectureIT {

    /** Excludes the test jars of other modules. ArchUnit itself excludes the test class folders of the reactor. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String DOMAIN = "io.github.reelstore.domain..";
    private static final String FILES = "io.github.reelstore.files..";
    private static final String APP = "io.github.reelstore.app..";
    private static final String JSON = "io.github.reelstore.json..";
    private static final String EXPORT = "io.github.reelstore.export..";
    private static final String SERVER = "io.github.reelstore.server..";
    private static final String CLI = "io.github.reelstore.cli..";
    private static final String MYBATIS = "io.github.reelstore.mybatis..";
    private static final String SQLITE = "io.github.reelstore.sqlite..";
    private static final String POSTGRES = "io.github.reelstore.postgres..";
    private static final String LOCALFS = "io.github.reelstore.localfs..";
    private static final String S3 = "io.github.reelstore.s3..";
    private static final String MEDIA = "io.github.reelstore.media..";
    private static final String EXEC = "io.github.reelstore.exec..";
    private static final String TESTKIT = "io.github.reelstore.testkit..";

    @ArchTest
    static final ArchRule DOMAIN_NEEDS_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DOMAIN, "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule THE_MODEL_USES_NEITHER_PORTS_NOR_SERVICES = noClasses()
            .that()
            .resideInAnyPackage("..domain.model..", "..domain.media..", "..domain.format..", "..domain.error..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..domain.port..", "..domain.service..", "..domain.maintenance..");

    @ArchTest
    static final ArchRule PORTS_USE_NO_SERVICES = noClasses()
            .that()
            .resideInAPackage("..domain.port..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..domain.service..", "..domain.maintenance..");

    @ArchTest
    static final ArchRule MYBATIS_USES_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(MYBATIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQLITE, POSTGRES, FILES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule SQLITE_USES_MYBATIS_ONLY = noClasses()
            .that()
            .resideInAPackage(SQLITE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(POSTGRES, FILES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule POSTGRES_USES_MYBATIS_ONLY = noClasses()
            .that()
            .resideInAPackage(POSTGRES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQLITE, FILES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule S3_USES_FILES_ONLY = noClasses()
            .that()
            .resideInAPackage(S3)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, LOCALFS, MEDIA, APP);

    @ArchTest
    static final ArchRule LOCAL_DISK_USES_FILES_ONLY = noClasses()
            .that()
            .resideInAPackage(LOCALFS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule FILES_USES_NO_ADAPTER = noClasses()
            .that()
            .resideInAPackage(FILES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule MEDIA_USES_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(MEDIA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, FILES, LOCALFS, S3, APP);

    @ArchTest
    static final ArchRule EXEC_USES_THE_DOMAIN_ONLY = noClasses()
            .that()
            .resideInAPackage(EXEC)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, FILES, LOCALFS, S3, MEDIA, APP, JSON, SERVER);

    /** Images are parsed before they are rendered, so rendering knows their parsers only. */
    @ArchTest
    static final ArchRule THUMBNAILS_NEED_NO_VIDEO_CONTAINERS = noClasses()
            .that()
            .resideInAPackage("..media.internal.thumbnail..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..media.internal.audio..", "..media.internal.mp4..", "..media.internal.matroska..");

    @ArchTest
    static final ArchRule THE_APP_DOES_NOT_USE_MYBATIS = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MYBATIS);

    @ArchTest
    static final ArchRule NO_MODULE_USES_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_USES_ITS_LIBRARIES = noClasses()
            .that()
            .resideOutsideOfPackages(CLI, "..testservers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "me.tongfei..", "org.jline..");

    @ArchTest
    static final ArchRule ONLY_WHAT_SPEAKS_JSON_USES_JACKSON = noClasses()
            .that()
            .resideOutsideOfPackages(JSON, EXPORT, SERVER, CLI, EXEC, "..testservers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_USES_JETTY = noClasses()
            .that()
            .resideOutsideOfPackages(SERVER, "..testservers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule JSON_USES_THE_DOMAIN_ONLY = noClasses()
            .that()
            .resideInAPackage(JSON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, FILES, LOCALFS, S3, MEDIA, APP, SERVER);

    @ArchTest
    static final ArchRule EXPORT_USES_THE_DOMAIN_ONLY = noClasses()
            .that()
            .resideInAPackage(EXPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, FILES, LOCALFS, S3, MEDIA, EXEC, APP, JSON, SERVER);

    @ArchTest
    static final ArchRule THE_SERVER_USES_NO_ADAPTER = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, FILES, LOCALFS, S3, MEDIA);

    /** The app selects and configures adapters; a backend that is not selected is not loaded. */
    @ArchTest
    static final ArchRule THE_APP_USES_NO_DRIVER = noClasses()
            .that()
            .resideInAnyPackage(APP, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.postgresql..", "org.sqlite..", "software.amazon..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule ONLY_TESTS_USE_THE_TESTKIT = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT);

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = packagesAreFreeOfCycles();

    /** The app and the command line use adapters only through their API. */
    @ArchTest
    static final ArchRule INTERNALS_OF_AN_ADAPTER_ARE_USED_BY_ADAPTERS_ONLY = adapterInternalsAreUsedByAdaptersOnly();

    @ArchTest
    static final ArchRule THE_DOMAINS_INTERNALS_ARE_USED_BY_REELSTORE_ONLY = internalsAreUsedByReelstoreOnly();

    @ArchTest
    static final ArchRule THE_SERVICES_INTERNALS_ARE_USED_BY_THE_DOMAIN_ONLY = serviceInternalsAreUsedByTheDomainOnly();

    @ArchTest
    static final ArchRule SIMPLE_NAMES_ARE_USED_ONCE = simpleNamesAreUsedOnce();

    private static ArchRule packagesAreFreeOfCycles() {
        return slices().matching("io.github.reelstore.(**)").should().beFreeOfCycles();
    }

    private static ArchRule internalsAreUsedByReelstoreOnly() {
        return classes()
                .that()
                .resideInAPackage("io.github.reelstore..internal..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.github.reelstore..");
    }

    private static ArchRule adapterInternalsAreUsedByAdaptersOnly() {
        return noClasses()
                .that()
                .resideInAnyPackage(APP, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..mybatis.internal..", "..sqlite.internal..", "..files.internal..", "..media.internal..");
    }

    private static ArchRule serviceInternalsAreUsedByTheDomainOnly() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..domain.service.internal..");
    }

    private static ArchRule simpleNamesAreUsedOnce() {
        return classes()
                .that(DescribedPredicate.describe(
                        "are top-level classes, and not made from templates",
                        type -> type.isTopLevelClass()
                                && !type.getSimpleName().equals("package-info")
                                && !type.getPackageName().contains(".templates.")))
                .should(new UsedOnce());
    }

    /** Remembers each simple name; a second class with the same name is a violation. */
    private static final class UsedOnce extends ArchCondition<JavaClass> {

        private final Map<String, String> names = new HashMap<>();

        UsedOnce() {
            super("have a simple name that no other top-level class has");
        }

        @Override
        public void init(Collection<JavaClass> all) {
            names.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String first = names.putIfAbsent(type.getSimpleName(), type.getName());
            if (first != null) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is named like " + first));
            }
        }
    }

    // The custom rules fail on planted classes

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importPackages(
                    "io.github.reelstore.cli.planted",
                    "io.github.reelstore.app.planted",
                    "com.example.planted",
                    "io.github.reelstore.domain.internal");

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails();
    }

    @Test
    void aPackageCycleIsDetected() {
        assertThat(violations(packagesAreFreeOfCycles())).anyMatch(line -> line.contains("Cycle detected"));
    }

    @Test
    void theUseOfInternalsByAnEmbedderIsDetected() {
        assertThat(violations(internalsAreUsedByReelstoreOnly()))
                .anyMatch(line -> line.contains("com.example.planted.Embedder"));
    }

    @Test
    void theUseOfAdapterInternalsByTheAppIsDetected() {
        assertThat(violations(adapterInternalsAreUsedByAdaptersOnly()))
                .anyMatch(line -> line.contains("app.planted.UserOfInternals"));
    }

    @Test
    void theUseOfServiceInternalsByTheAppIsDetected() {
        assertThat(violations(serviceInternalsAreUsedByTheDomainOnly()))
                .anyMatch(line -> line.contains("app.planted.UserOfInternals"));
    }

    @Test
    void aDuplicateSimpleNameIsDetected() {
        assertThat(violations(simpleNamesAreUsedOnce()))
                .anyMatch(line -> line.contains(Leak.class.getName()) || line.contains("planted.two.Leak"));
    }

    /** The examples are programs of embedders, or providers; they are not on this class path. */
    @Test
    void theExamplesUseNoInternals() throws IOException {
        List<String> programs = new ArrayList<>();
        for (Path source : sources(Path.of("../examples"))) {
            programs.add(Files.readString(source));
        }
        assertThat(programs.stream().filter(program -> program.contains("import io.github.reelstore.")))
                .hasSizeGreaterThanOrEqualTo(2)
                .noneMatch(program -> program.contains(".internal."));
    }

    /** A virtual thread of Java 21 to 23 that waits within "synchronized" keeps its carrier from running others. */
    @Test
    void waitsDoNotPinVirtualThreads() throws IOException {
        for (String module : List.of("domain", "adapters-*", "app", "json", "export", "server")) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(".."), module)) {
                for (Path folder : folders) {
                    assertThat(sources(folder.resolve("src/main/java")))
                            .isNotEmpty()
                            .allSatisfy(source ->
                                    assertThat(Files.readString(source)).doesNotContain("synchronized "));
                }
            }
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
