package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.cli.ManPages;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is packed with the program says the same as the program. */
class PackageTest {
    private static final Path SCRIPTS = Path.of("scripts");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final CommandLine program = Keepuntil.described();

    @TempDir
    private Path temp;

    @Test
    void manual_hasAPageForEachCommand_withAllItsOptions() {
        Map<String, String> pages = ManPages.of(program, DAY);
        List<CommandLine> commands = commands(program).toList();

        assertThat(commands).hasSizeGreaterThan(40);
        assertThat(pages).hasSameSizeAs(commands);
        assertThat(commands).allSatisfy(command -> {
            String name = command.getCommandSpec().qualifiedName("-");
            assertThat(pages.get(name + ".1"))
                    .contains(
                            ".SH \"NAME\"\n" + roff(name) + " \\- ",
                            ".SH \"SYNOPSIS\"",
                            ".SH \"EXAMPLES\"",
                            ".SH \"EXIT STATUS\"")
                    .contains(options(command).map(PackageTest::roff).toList());
        });
    }

    @Test
    void manual_saysWhatTheHelpSays() {
        assertThat(ManPages.of(program, DAY).get("keepuntil-hold-place.1"))
                .startsWith(".TH \"keepuntil\\-hold\\-place\" 1 \"2026\\-11\\-22\" ")
                .contains(
                        "\\fB\\-\\-quiet\\fR\nNo progress and no remarks",
                        "\\fB\\-\\-database=URI\\fR\nThe database: postgresql://user@host:5432/database",
                        "\n.TP\n\\fB13\\fR\nThere is no such record",
                        "\n.SH \"SEE ALSO\"\n.PP\n\\fBkeepuntil\\-hold\\fR(1)\n")
                .doesNotContain("@|", "%n");
    }

    @Test
    void completion_knowsEveryCommandAndOption() {
        String script = Paperwork.completion(program);

        assertThat(commands(program)).allSatisfy(command -> {
            String function = "function _picocli_"
                    + command.getCommandSpec().qualifiedName("_").replace("-", "") + "() {";
            assertThat(script).contains(function);
            String from = script.substring(script.indexOf(function));
            String body = from.substring(0, from.indexOf("\n}"));
            assertThat(Stream.concat(options(command), command.getSubcommands().keySet().stream()))
                    .allSatisfy(word -> assertThat(body).contains(word));
        });
    }

    @ParameterizedTest
    @CsvSource({"hold pl, place", "run --aud, --audit-export", "audit re, reconcile"})
    void completion_completes_inBash(String typed, String completed) throws Exception {
        Files.writeString(temp.resolve("completion"), Paperwork.completion(program));
        String words = "keepuntil " + typed;
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". ./completion; COMP_WORDS=(" + words + "); COMP_CWORD=" + typed.split(" ").length
                                + "; COMP_LINE='" + words + "'; COMP_POINT=" + words.length()
                                + "; _complete_keepuntil; echo \"${COMPREPLY[@]}\"")
                .directory(temp.toFile())
                // outside of a shell that a person types in, bash says that it can't set how it completes
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split(" "))
                .contains(completed);
    }

    @Test
    void nightlyUnit_asksForWhatTheProgramCanDo() throws IOException {
        assertThat(accepts(started("keepuntil.service"))).isEqualTo("keepuntil run");
    }

    @Test
    void crontab_asksForWhatTheProgramCanDo() throws IOException {
        List<String> lines = Files.readAllLines(SCRIPTS.resolve("crontab")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(lines).hasSize(1);
        assertThat(accepts(afterProgram(List.of(lines.get(0).split(" +"))))).isEqualTo("keepuntil run");
    }

    @Test
    void cronJob_asksForWhatTheProgramCanDo() throws IOException {
        assertThat(accepts(containerArguments("nightly.yaml"))).isEqualTo("keepuntil run");
    }

    @Test
    void workers_areAskedForWhatTheProgramCanDo() throws IOException {
        assertThat(accepts(started("keepuntil-worker.service"))).isEqualTo("keepuntil worker");
        assertThat(accepts(containerArguments("workers.yaml"))).isEqualTo("keepuntil worker");
    }

    @Test
    void workersUnit_isConfinedAsTheNightly() throws IOException {
        List<String> worker = Files.readAllLines(SCRIPTS.resolve("keepuntil-worker.service"));
        List<String> nightly = Files.readAllLines(SCRIPTS.resolve("keepuntil.service"));

        assertThat(worker).containsAll(nightly.subList(nightly.indexOf("NoNewPrivileges=yes"), nightly.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly.yaml", "workers.yaml"})
    void pods_areConfined_andEachVolumeIsThere(String file) throws IOException {
        Map<?, ?> pod = pod(file);

        assertThat(map(pod.get("securityContext")).get("runAsNonRoot")).isEqualTo(true);
        assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
        List<Object> volumes = maps(pod.get("volumes"))
                .map(volume -> (Object) volume.get("name"))
                .toList();
        assertThat(containers(pod)).hasSize(2).allSatisfy(container -> {
            Map<?, ?> context = map(container.get("securityContext"));
            assertThat(context.get("readOnlyRootFilesystem")).isEqualTo(true);
            assertThat(context.get("allowPrivilegeEscalation")).isEqualTo(false);
            assertThat(maps(container.get("volumeMounts")).map(mount -> (Object) mount.get("name")))
                    .isSubsetOf(volumes);
        });
    }

    @Test
    void containerfile_copiesWhatIsThere_andRunsAsNobodySpecial() throws IOException {
        List<String> lines = Files.readAllLines(SCRIPTS.resolve("Containerfile"));

        List<String> copied = lines.stream()
                .filter(line -> line.startsWith("COPY "))
                .flatMap(line -> {
                    List<String> words = List.of(line.split(" "));
                    return words.subList(1, words.size() - 1).stream();
                })
                .toList();
        assertThat(copied)
                .contains("pom.xml", "src")
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
        assertThat(lines).contains("USER 10001:10001", "ENTRYPOINT [\"/usr/bin/keepuntil\"]");
    }

    /** The whole name of the command that this line asks for. Nothing is run. */
    private String accepts(List<String> line) {
        List<CommandLine> asked = program.parseArgs(line.toArray(String[]::new)).asCommandLineList();
        return asked.get(asked.size() - 1).getCommandSpec().qualifiedName();
    }

    private static List<String> started(String unit) throws IOException {
        String line = Files.readAllLines(SCRIPTS.resolve(unit)).stream()
                .filter(each -> each.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        return afterProgram(List.of(line.substring("ExecStart=".length()).split(" +")));
    }

    private static List<String> afterProgram(List<String> words) {
        return words.subList(words.indexOf("/usr/bin/keepuntil") + 1, words.size());
    }

    private static List<String> containerArguments(String file) throws IOException {
        Map<?, ?> program = containers(pod(file))
                .filter(container -> container.containsKey("args"))
                .findFirst()
                .orElseThrow();
        return list(program.get("args")).stream().map(String::valueOf).toList();
    }

    private static Map<?, ?> pod(String file) throws IOException {
        Object first = new Load(LoadSettings.builder().setLabel(file).build())
                .loadAllFromString(
                        Files.readString(SCRIPTS.resolve("kubernetes").resolve(file)))
                .iterator()
                .next();
        Map<?, ?> spec = map(map(first).get("spec"));
        if (spec.containsKey("jobTemplate")) {
            spec = map(map(spec.get("jobTemplate")).get("spec"));
        }
        return map(map(spec.get("template")).get("spec"));
    }

    private static Stream<Map<?, ?>> containers(Map<?, ?> pod) {
        return Stream.concat(maps(pod.get("initContainers")), maps(pod.get("containers")));
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list(list).stream().map(PackageTest::map);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(PackageTest::commands));
    }

    private static Stream<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                names.addAll(Arrays.asList(option.names()));
            }
        }
        return names.stream();
    }

    private static String roff(String text) {
        return text.replace("-", "\\-");
    }
}
