package org.keepuntil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on a checkout of its own, with a Java and a Maven that only write down how they were called. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "$@" >>"$CALLS"
            case $* in
                *-XX:ArchiveClassesAtExit=*)
                    [ "${FAKE_NO_ARCHIVE:-}" != yes ] || exit 1
                    for word; do case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;; esac; done; exit ;;
                *.jsa.new*--version) [ "${FAKE_NO_ARCHIVE:-}" != broken ] || exit 134; exit ;;
                -version) echo "openjdk version \\"$FAKE_VERSION\\"" >&2; exit ;;
                *"extract --destination"*)
                    for directory; do :; done
                    mkdir "$directory" && echo jar >"$directory/keepuntil.jar"; exit ;;
            esac
            if [ -n "${FAKE_SLEEP:-}" ]; then trap 'echo stopped; exit 10' TERM; echo up; while :; do sleep 0.1; done; fi
            for word; do printf '[%s]' "$word"; done
            echo
            pwd
            exit "${FAKE_EXIT:-0}"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "mvn in $(pwd)" >>"$CALLS"
            sleep "${FAKE_BUILD_SECONDS:-0}"
            if [ -n "${FAKE_BUILD_FAILS:-}" ]; then echo 'the build is broken'; exit 1; fi
            echo jar >target/keepuntil.jar
            """;

    /** All that the launcher may call besides Java and Maven; the machine's own Java and Maven must not be found. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cksum",
            "cut",
            "date",
            "dirname",
            "find",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "stty",
            "sync",
            "tail");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path launcher;
    private Path calls;

    @BeforeEach
    void makeCheckout() throws IOException {
        directory = directory.toRealPath();
        checkout = Files.createDirectories(directory.resolve("a checkout"));
        calls = directory.resolve("calls");
        Files.createDirectories(checkout.resolve("scripts"));
        Files.createDirectories(checkout.resolve("src/main/java"));
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("src/main/java/A.java"), "class A {}");
        launcher = script(checkout.resolve("scripts/keepuntil"), Files.readString(Path.of("scripts/keepuntil")));
        script(directory.resolve("jdk/bin/java"), JAVA);
        script(directory.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        script(directory.resolve("maven/mvn"), MAVEN);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(
                    Files.createDirectories(directory.resolve("tools")).resolve(tool), Path.of(whereIs(tool)));
        }
        release("17.0.15");
        age(checkout, 3600);
    }

    @Test
    void start_buildsOnce_andThenNoMore() throws Exception {
        Outcome first = start(launcher, "plan");
        Outcome second = start(launcher, "plan");

        assertThat(first.status).isZero();
        assertThat(first.err).isEqualTo("Building Keepuntil (first time only)…\n");
        assertThat(second.err).isEmpty();
        assertThat(builds()).containsExactly("mvn in " + checkout);
    }

    @Test
    void start_buildsAgain_whenASourceIsNewer() throws Exception {
        start(launcher);
        Files.setLastModifiedTime(
                checkout.resolve("src/main/java/A.java"),
                FileTime.from(Files.getLastModifiedTime(checkout.resolve("target/launcher/built"))
                        .toInstant()
                        .plusSeconds(2)));

        assertThat(start(launcher).err).isEqualTo("Building Keepuntil (its sources have changed)…\n");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void start_keepsTheFilesOfTheRunBefore_butNotOlderOnes() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(start(launcher).status).isZero();
            Files.delete(checkout.resolve("target/keepuntil.jar"));
        }

        try (var apps = Files.list(checkout.resolve("target/launcher"))) {
            assertThat(apps.filter(path -> path.getFileName().toString().startsWith("app-")))
                    .hasSize(2);
        }
    }

    @Test
    void start_passesArgumentsDirectoryAndStatusThrough_throughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("ku"), Path.of("a checkout/scripts/keepuntil"));
        Path linkToLink = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("bin")).resolve("ku"), link);

        Outcome outcome = start(new String[] {"FAKE_EXIT=9"}, linkToLink, "explain", "referral", "two words", "*");

        assertThat(outcome.status).isEqualTo(9);
        assertThat(outcome.out)
                .contains("keepuntil.jar][explain][referral][two words][*]\n" + directory + "\n")
                .contains("[-XX:+UseSerialGC]", "[-XX:TieredStopAtLevel=1]", "[-Xmx256m]")
                .doesNotContain("terminal");
    }

    @Test
    void start_givesLongWorkMoreMemoryAndBothCompilers() throws Exception {
        assertThat(start(launcher, "--quiet", "run").out).contains("[-Xmx1g]").doesNotContain("TieredStopAtLevel");
        assertThat(start(new String[] {"KEEPUNTIL_JAVA_OPTS=-Xmx2g -Da=b"}, launcher, "demo").out)
                .contains("[-Xmx1g]", "[-Xmx2g][-Da=b][-jar]");
    }

    @Test
    void start_usesTheArchiveOfItsJava_andMakesOneForAnother() throws Exception {
        assertThat(start(launcher, "plan").out)
                .contains("[-XX:SharedArchiveFile=" + checkout + "/target/launcher/app-");
        assertThat(archives()).isEqualTo(1);

        release("17.0.16");
        Outcome another = start(launcher, "plan");
        Outcome again = start(launcher, "plan");

        assertThat(another.err).isEqualTo("Preparing Keepuntil for this Java (once)…\n");
        assertThat(again.err).isEmpty();
        assertThat(archives()).isEqualTo(2);
        assertThat(builds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "broken"})
    void start_goesWithoutAnArchive_whereNoneCanBeMadeOrItIsNoGood(String how) throws Exception {
        String[] none = {"FAKE_NO_ARCHIVE=" + how};
        Outcome first = start(none, launcher, "plan");
        Outcome second = start(none, launcher, "plan");

        assertThat(List.of(first.status, second.status)).containsOnly(0);
        assertThat(first.out + second.out).contains("[plan]").doesNotContain("SharedArchiveFile");
        assertThat(archives()).as("nobody tries again").isEqualTo(1);
    }

    private long archives() throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(call -> call.contains("ArchiveClassesAtExit"))
                .count();
    }

    @Test
    void start_buildsOnlyOnce_whenTwoBeginTogether() throws Exception {
        String[] slow = {"FAKE_BUILD_SECONDS=1"};
        Process one = process(slow, launcher, "plan");
        Process two = process(slow, launcher, "plan");

        Outcome first = outcome(one);
        Outcome second = outcome(two);

        assertThat(List.of(first.status, second.status)).containsOnly(0);
        assertThat(builds()).hasSize(1);
        assertThat(first.err + second.err).containsOnlyOnce("Building").containsOnlyOnce("Waiting");
        assertThat(checkout.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void start_putsALockAside_whenItsOwnerWasKilled() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        write(checkout.resolve("target/launcher/lock/pid"), gone.pid() + "\n");

        assertThat(start(launcher).status).isZero();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void start_showsWhatMavenSaid_whenTheBuildFails() throws Exception {
        Outcome outcome = start(new String[] {"FAKE_BUILD_FAILS=yes"}, launcher);

        assertThat(outcome.status).isEqualTo(1);
        assertThat(outcome.err).contains("the build is broken", "keepuntil: The build failed", "build.log");
        assertThat(outcome.out).isEmpty();
        assertThat(checkout.resolve("target/launcher/lock")).doesNotExist();
        assertThat(start(launcher).status).as("the next start tries again").isZero();
    }

    @Test
    void start_saysWhatIsMissing_whenThereIsNoMavenOrNoCompiler() throws Exception {
        Files.delete(directory.resolve("maven/mvn"));
        assertThat(start(launcher).err).contains("Maven is not there");

        script(directory.resolve("maven/mvn"), MAVEN);
        Files.delete(directory.resolve("jdk/bin/javac"));
        assertThat(start(launcher).err).contains("no compiler", "JDK");
        assertThat(builds()).isEmpty();
    }

    @Test
    void start_refusesAnOlderJava_whicheverWayItTellsItsVersion() throws Exception {
        release("11.0.2");
        assertThat(start(launcher).err).contains("Java 17 or later is needed", "11.0.2");

        Files.delete(directory.resolve("jdk/release"));
        assertThat(start(new String[] {"FAKE_VERSION=1.8.0_402"}, launcher).err).contains("1.8.0_402");
        assertThat(start(new String[] {"FAKE_VERSION=21-ea"}, launcher).status).isZero();
    }

    @Test
    void start_saysWhatToInstall_whenThereIsNoJava() throws Exception {
        assertThat(start(new String[] {"JAVA_HOME=/nowhere"}, launcher).err).contains("JAVA_HOME is /nowhere");
        assertThat(start(new String[] {"JAVA_HOME="}, launcher).err).contains("No Java found", "JDK 17");
        Files.createSymbolicLink(directory.resolve("tools/java"), directory.resolve("jdk/bin/java"));
        assertThat(start(new String[] {"JAVA_HOME="}, launcher).status).isZero();
    }

    @Test
    void start_handsSignalsOn() throws Exception {
        start(launcher);
        Process process = process(new String[] {"FAKE_SLEEP=yes"}, launcher, "run");
        assertThat(process.getInputStream().read()).isEqualTo('u');
        process.toHandle().destroy(); // Process.destroy would close the streams too

        assertThat(process.waitFor()).isEqualTo(10);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("stopped");
    }

    @Test
    void installed_startsTheJarThatIsThere_andNeverBuilds() throws Exception {
        Path command = installed();
        Files.delete(directory.resolve("maven/mvn"));
        Files.delete(directory.resolve("jdk/bin/javac"));

        Outcome first = start(command, "plan", "two words");
        Outcome second = start(command, "plan");

        assertThat(first.status).isZero();
        assertThat(first.err).isEqualTo("Preparing Keepuntil for this Java (once)…\n");
        assertThat(first.out)
                .contains(
                        "[-Dkeepuntil.home=" + place() + "]",
                        "[-XX:SharedArchiveFile=" + place() + "/cache/java-",
                        "[-jar][" + place() + "/app/keepuntil.jar][plan][two words]");
        assertThat(second.err).isEmpty();
        assertThat(archives()).isEqualTo(1);
        assertThat(place().resolve("target")).doesNotExist();
        assertThat(place().resolve("cache/lock")).doesNotExist();
    }

    @Test
    void installed_makesAnotherArchive_whenAnotherVersionHasTakenThePlace() throws Exception {
        Path command = installed();
        start(command, "plan");
        write(place().resolve("app/build"), "another\n");

        assertThat(start(command, "plan").err).contains("Preparing");
        assertThat(start(command, "plan").err).isEmpty();
        assertThat(archives()).isEqualTo(2);
    }

    @Test
    void installed_startsWithoutAnArchive_whereNoneCanBeWritten() throws Exception {
        Path command = installed();
        // root may write wherever there is a directory
        Files.delete(place().resolve("cache"));

        Outcome outcome = start(command, "plan");

        assertThat(outcome.status).isZero();
        assertThat(outcome.err).isEmpty();
        assertThat(outcome.out).contains("[plan]").doesNotContain("SharedArchiveFile");
        assertThat(archives()).isZero();
    }

    @Test
    void installed_asksForNoCompiler_whenThereIsNoJava() throws Exception {
        assertThat(start(new String[] {"JAVA_HOME="}, installed()).err)
                .contains("No Java found", "default-jre-headless")
                .doesNotContain("JDK");
    }

    /** The layout of the package: a link on the PATH, and the launcher beside the jar that was taken apart. */
    private Path installed() throws IOException {
        script(place().resolve("bin/keepuntil"), Files.readString(launcher));
        write(place().resolve("app/keepuntil.jar"), "jar");
        write(place().resolve("app/build"), "one\n");
        Files.createDirectories(place().resolve("cache"));
        return Files.createSymbolicLink(
                Files.createDirectories(directory.resolve("usr/bin")).resolve("keepuntil"),
                Path.of("../share/keepuntil/bin/keepuntil"));
    }

    private Path place() {
        return directory.resolve("usr/share/keepuntil");
    }

    private record Outcome(int status, String out, String err) {}

    private Outcome start(Path command, String... arguments) throws Exception {
        return start(new String[0], command, arguments);
    }

    private Outcome start(String[] environment, Path command, String... arguments) throws Exception {
        return outcome(process(environment, command, arguments));
    }

    private Process process(String[] environment, Path command, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toString()).directory(directory.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", directory.resolve("maven") + ":" + directory.resolve("tools"));
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("CALLS", calls.toString());
        for (String variable : environment) {
            String[] pair = variable.split("=", 2);
            builder.environment().put(pair[0], pair[1]);
        }
        return builder.start();
    }

    private static Outcome outcome(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private List<String> builds() throws IOException {
        return !Files.exists(calls)
                ? List.of()
                : Files.readAllLines(calls).stream()
                        .filter(call -> call.startsWith("mvn"))
                        .toList();
    }

    private void release(String version) throws IOException {
        write(directory.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static String whereIs(String tool) {
        return Stream.of("/bin/", "/usr/bin/")
                .map(place -> place + tool)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow();
    }

    private static Path script(Path path, String text) throws IOException {
        write(path, text);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static void age(Path root, long seconds) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(seconds)));
            }
        }
    }
}
