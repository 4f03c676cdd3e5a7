package org.keepuntil;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the house: which package may use which, and what no package may use. A package that does not exist yet keeps it too. */
class HouseTest {
    private static final String ROOT = "org.keepuntil.";

    /** A package may use those before it. */
    private static final List<String> ORDER = List.of(
            "source",
            "calendar",
            "schedule",
            "decide",
            "examples",
            "catalog",
            "binding",
            "sql",
            "control",
            "audit",
            "hold",
            "docket",
            "plan",
            "approval",
            "dispose",
            "residue",
            "reconcile",
            "report",
            "job",
            "fleet",
            "cli",
            "app");

    private static final String[] PURE = inside("source", "calendar", "schedule", "decide", "examples", "sql");
    private static final String[] SPRING_AT_HOME = inside("job", "app");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.keepuntil");

    @Test
    void house_isNotEmpty_soThatTheseRulesMeanSomething() {
        assertThat(HOUSE.contain(ROOT + "cli.Root")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("order")
    void aPackage_usesNoneBelowIt(String name) {
        List<String> below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inside(below.toArray(String[]::new))));
    }

    static List<String> order() {
        return ORDER.subList(0, ORDER.size() - 1);
    }

    @Test
    void everyClass_livesInAPackageOfTheOrder() {
        check(classes().should().resideInAnyPackage(inside(ORDER.toArray(String[]::new))));
    }

    @Test
    void packages_areFreeOfCycles() {
        check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
    }

    @Test
    void pureParts_knowNothingOfSpring() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    @Test
    void springBatchAndItsContainer_liveInJobAndAppAlone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(SPRING_AT_HOME)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.batch..",
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.stereotype.."));
    }

    @Test
    void theTime_isAskedOfAClockThatIsHandedIn() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .accessTargetWhere(describe("ask the machine for the time", HouseTest::asksForTheTime)));
    }

    private static boolean asksForTheTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean withClock = access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return (owner.getPackageName().equals("java.time") && name.equals("now") && !withClock)
                || (owner.isEquivalentTo(Clock.class)
                        && (name.startsWith("system") || name.startsWith("tick"))
                        && !withClock)
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Calendar.class) && name.equals("getInstance"))
                || (owner.isEquivalentTo(Date.class) && name.equals("<init>") && hasNoParameters(access));
    }

    private static boolean hasNoParameters(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().isEmpty();
    }

    @Test
    void onlyTheCommandLine_writesToTheProcessesStreams() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(inside("cli", "app"))
                .should()
                .accessTargetWhere(describe("write to System.out or System.err", HouseTest::writesToTheProcess)));
    }

    @Test
    void nobody_printsAStackTraceOrEndsTheProcess_exceptMain() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "app.Keepuntil")
                .should()
                .accessTargetWhere(describe(
                        "print a stack trace or end the process",
                        access -> access.getTarget().getName().equals("printStackTrace")
                                || (access.getTargetOwner().isEquivalentTo(System.class)
                                        && access.getTarget().getName().equals("exit")))));
    }

    private static boolean writesToTheProcess(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return access.getTargetOwner().isEquivalentTo(System.class) && (name.equals("out") || name.equals("err"));
    }

    @Test
    void everyPackage_isNullMarked() {
        List<String> unmarked = HOUSE.getPackage("org.keepuntil").getSubpackagesInTree().stream()
                .filter(found -> !found.getClasses().isEmpty())
                .filter(found -> !isNullMarked(found))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage found) {
        return found.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }

    private static String[] inside(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> ROOT + names[i] + "..")
                .toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
