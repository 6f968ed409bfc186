package io.github.reelstore.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule. A rule that matches no class fails, which is ArchUnit's default. */
@AnalyzeClasses(
        packages = "io.github.reelstore",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** Tests that another module has packed for this one's; before that they are in a folder, which ArchUnit knows itself. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String DOMAIN = "io.github.reelstore.domain..";
    private static final String APP = "io.github.reelstore.app..";
    private static final String CLI = "io.github.reelstore.app.cli..";
    private static final String MYBATIS = "io.github.reelstore.mybatis..";
    private static final String SQLITE = "io.github.reelstore.sqlite..";
    private static final String POSTGRES = "io.github.reelstore.postgres..";
    private static final String LOCALFS = "io.github.reelstore.localfs..";
    private static final String S3 = "io.github.reelstore.s3..";
    private static final String MEDIA = "io.github.reelstore.media..";
    private static final String TESTKIT = "io.github.reelstore.testkit..";

    @ArchTest
    static final ArchRule DOMAIN_NEEDS_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DOMAIN, "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NEITHER_PORTS_NOR_SERVICES = noClasses()
            .that()
            .resideInAnyPackage("..domain.model..", "..domain.media..", "..domain.error..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..domain.port..", "..domain.service..");

    @ArchTest
    static final ArchRule PORTS_KNOW_NO_SERVICES = noClasses()
            .that()
            .resideInAPackage("..domain.port..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..domain.service..");

    @ArchTest
    static final ArchRule MYBATIS_KNOWS_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(MYBATIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQLITE, POSTGRES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule SQLITE_KNOWS_MYBATIS_ALONE = noClasses()
            .that()
            .resideInAPackage(SQLITE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(POSTGRES, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule POSTGRES_KNOWS_MYBATIS_ALONE = noClasses()
            .that()
            .resideInAPackage(POSTGRES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQLITE, LOCALFS, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule S3_KNOWS_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(S3)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, LOCALFS, MEDIA, APP);

    @ArchTest
    static final ArchRule LOCAL_DISK_KNOWS_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(LOCALFS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, S3, MEDIA, APP);

    @ArchTest
    static final ArchRule MEDIA_KNOWS_NO_OTHER_ADAPTER = noClasses()
            .that()
            .resideInAPackage(MEDIA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MYBATIS, SQLITE, POSTGRES, LOCALFS, S3, APP);

    @ArchTest
    static final ArchRule THE_APP_KNOWS_NOTHING_OF_MYBATIS = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MYBATIS);

    @ArchTest
    static final ArchRule NOBODY_USES_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    @ArchTest
    static final ArchRule THE_FACADE_NEEDS_NOTHING_OPTIONAL = noClasses()
            .that()
            .resideInAPackage("io.github.reelstore.app")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "tools.jackson..", "me.tongfei..", "org.slf4j..");

    /** The app chooses and configures; so that nothing of a backend is loaded where another one is chosen. */
    @ArchTest
    static final ArchRule THE_APP_KNOWS_NO_DRIVER = noClasses()
            .that()
            .resideInAPackage(APP)
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
}
