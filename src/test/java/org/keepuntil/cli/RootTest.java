package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class RootTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> done = new ArrayList<>();
    private Console console = Console.of(out, err);

    @Test
    void run_returnsTheVerbsCode_andGivesItItsOptions() {
        int status =
                run("plan", "--database", "postgresql://clerk@db/sees", "--format", "json", "--as-of", "2027-01-01");

        assertThat(status).isEqualTo(9);
        assertThat(done).containsExactly("plan postgresql://clerk@db:5432/sees json 2027-01-01 ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void run_takesCommonOptions_beforeTheVerbAndAfterIt() {
        assertThat(run("quiet")).isZero();
        assertThat(run("--quiet", "quiet")).isZero();
        assertThat(run("quiet", "--quiet")).isZero();

        assertThat(done).containsExactly("loud", "quiet", "quiet");
    }

    @Test
    void help_hasGroupsExamplesAndEveryExitStatus_whenItIsTheWholeProgrammes() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains(
                        "USAGE",
                        "keepuntil COMMAND [OPTIONS]",
                        "Get started:",
                        "Do it:",
                        "--version",
                        "EXAMPLES",
                        "keepuntil demo")
                .doesNotContain("Show what was done:");
        assertThat(ExitCode.values())
                .allSatisfy(code -> assertThat(out.toString())
                        .containsPattern("(?m)^ +" + code.number() + "  "
                                + Pattern.quote(code.sentence().substring(0, 20))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan --help", "plan -h"})
    void help_hasTheVerbsOptionsFirstThenTheCommonOnes_thenExamplesAndItsOwnExitStatus(String args) {
        assertThat(run(args.split(" "))).isZero();

        assertThat(out.toString())
                .containsSubsequence(
                        "Show what would go",
                        "USAGE",
                        "keepuntil plan",
                        "ARGUMENTS",
                        "CLASS",
                        "OPTIONS",
                        "--database=URI")
                .containsSubsequence(
                        "--as-of",
                        "--help",
                        "--quiet",
                        "--no-color",
                        "--log",
                        "--debug",
                        "EXAMPLES",
                        "# All of it",
                        "EXIT STATUS")
                .containsPattern("(?m)^   0  .*done\\.")
                .containsPattern("(?m)^   1  ")
                .containsPattern("(?m)^   2  ")
                .containsPattern("(?m)^   9  ")
                .doesNotContainPattern("(?m)^   8  ")
                .doesNotContain("--version");
        assertThat(done).isEmpty();
    }

    @Test
    void help_fitsTheTerminal_whateverItsWidth() {
        console = console.asTerminal(80);
        run("--help");
        run("plan", "--help");

        assertThat(out.toString().lines().filter(line -> !line.strip().startsWith("keepuntil ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void help_worksForVerbsWithinVerbs() {
        assertThat(run("hold", "--help")).isZero();
        assertThat(out.toString()).contains("COMMANDS", "place");

        assertThat(run("hold", "place", "--help")).isZero();
        assertThat(out.toString()).contains("keepuntil hold place", "--quiet");
        assertThat(run("hold", "place")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"plna, plan", "pla, plan", "hodl, hold", "quite, quiet"})
    void run_suggestsTheNearestCommand_whenThereIsNoSuchOne(String typed, String meant) {
        assertThat(run(typed)).isEqualTo(2);

        assertThat(err.toString()).contains("no command '" + typed + "'", "Did you mean", meant, "keepuntil --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void run_suggestsTheNearestOption_whenThereIsNoSuchOne() {
        assertThat(run("plan", "--databse", "postgresql://clerk:s3cret@db/sees"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("no option '--databse'", "--database", "keepuntil plan --help")
                .doesNotContain("s3cret");
    }

    @Test
    void run_saysWhatToGive_whenNoCommandIsGiven() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?", "keepuntil --help");
    }

    @Test
    void run_showsNoTrace_whenTheErrorIsTheUsersOrTheEnvironments() {
        assertThat(run("hold", "place")).isEqualTo(7);

        assertThat(err.toString().lines()).containsExactly("keepuntil: Not today.", "Come back tomorrow.");
    }

    @Test
    void run_showsTheTraceOnlyWithDebug_whenTheErrorIsOurs() {
        assertThat(run("break")).isEqualTo(1);
        assertThat(err.toString())
                .contains("An error in Keepuntil itself", "--debug")
                .doesNotContain("\tat ");

        assertThat(run("break", "--debug")).isEqualTo(1);
        assertThat(err.toString()).contains("StackOverflowError", "\tat ");
    }

    @Test
    void run_coloursErrors_unlessNobodyWantsIt() {
        console = new Console(console.in(), console.out(), console.err(), true, true, 80, true, false);
        run("hold", "place");
        assertThat(err.toString()).startsWith("\u001b[31m");

        err.getBuffer().setLength(0);
        run("hold", "place", "--no-color");
        run("--help", "--no-color");
        assertThat(err + out.toString()).doesNotContain("\u001b");
    }

    @Test
    void version_isOneLine() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().matches("keepuntil .*, Java \\d+");
    }

    @Test
    void arguments_areNotReadFromFiles_whenTheyBeginWithAnAt() {
        assertThat(run("plan", "@/etc/hostname", "--database", "demo")).isEqualTo(9);
        assertThat(done).containsExactly("plan demo table 2026-11-22 @/etc/hostname");
    }

    @Test
    void verbsThatWereNotAskedFor_areListedOnly() {
        List<String> looked = new ArrayList<>();
        WithVerbs parent = new Untouched(looked);

        assertThat(root().run(root -> List.of(new Quiet(root), parent), "--help"))
                .isZero();
        assertThat(root().run(root -> List.of(new Quiet(root), parent), "quiet"))
                .isZero();
        assertThat(out.toString()).contains("untouched", "Not looked at.");
        assertThat(looked).isEmpty();

        assertThat(root().run(root -> List.of(new Quiet(root), parent), "untouched", "--help"))
                .isZero();
        assertThat(looked).hasSize(1);
    }

    @Test
    void everyVerb_saysWhatItIsFor_howItIsCalledAndHowItEnds() {
        Deque<List<Object>> groups = new ArrayDeque<>();
        List<Object> all = new ArrayList<>();
        root().run(
                        made -> {
                            groups.add(Verbs.of(made, Clock.systemUTC(), (a, b, c, d, e, f) -> {}, new StopSign()));
                            return groups.peek();
                        },
                        "--help");
        while (!groups.isEmpty()) {
            for (Object verb : groups.remove()) {
                all.add(verb);
                if (verb instanceof WithVerbs parent) {
                    groups.add(parent.verbs());
                }
            }
        }

        assertThat(all).hasSizeGreaterThan(40).allSatisfy(verb -> {
            VerbHelp help = verb.getClass().getAnnotation(VerbHelp.class);
            assertThat(help).as("%s", verb.getClass()).isNotNull();
            assertThat(help.examples()).isNotEmpty();
            assertThat(verb.getClass().getAnnotation(Command.class).description())
                    .isNotEmpty();
        });
    }

    private int run(String... args) {
        return root().run(root -> List.of(new Plan(), new Quiet(root), new Hold(), new Break()), args);
    }

    private Root root() {
        Surroundings surroundings = new Surroundings(Map.of(), Path.of("/nowhere"), "login");
        DemoTarget demo = approver -> new Target("jdbc:postgresql://localhost:1/demo", new Properties(), "demo");
        return new Root(surroundings, console, new Failures(), demo);
    }

    /** Remembers that somebody asked for its verbs. */
    @Command(name = "untouched", description = "Not looked at.")
    @VerbHelp(group = VerbGroup.LOOK, examples = "keepuntil untouched")
    private record Untouched(List<String> looked) implements WithVerbs {
        @Override
        public List<Object> verbs() {
            looked.add("untouched");
            return List.of();
        }
    }

    @Command(name = "plan", description = "Show what would go today.")
    @VerbHelp(
            group = VerbGroup.LOOK,
            examples = {"# All of it", "keepuntil plan --database demo"},
            exits = {ExitCode.PARTLY})
    private final class Plan implements Callable<ExitCode> {
        @Mixin
        private DatabaseOption database;

        @Mixin
        private FormatOption format;

        @Mixin
        private AsOfOption asOf;

        @Parameters(paramLabel = "CLASS", arity = "0..1", defaultValue = "", description = "A class of records.")
        private String recordClass;

        @Override
        public ExitCode call() {
            LocalDate day = asOf.orToday(LocalDate.of(2026, 11, 22));
            done.add(String.join(
                    " ", "plan", database.target().display(), format.get().toString(), day.toString(), recordClass));
            return ExitCode.PARTLY;
        }
    }

    @Command(name = "quiet", description = "Says whether it is quiet.")
    @VerbHelp(group = VerbGroup.START, examples = "keepuntil quiet")
    private final class Quiet implements Callable<ExitCode> {
        private final Root root;

        Quiet(Root root) {
            this.root = root;
        }

        @Override
        public ExitCode call() {
            done.add(root.console().quiet() ? "quiet" : "loud");
            return ExitCode.DONE;
        }
    }

    @Command(name = "hold", description = "Stop records from going.", subcommands = Place.class)
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil hold place")
    private static final class Hold {}

    @Command(name = "place", description = "Place a hold.")
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil hold place", exits = ExitCode.REFUSED)
    private static final class Place implements Callable<ExitCode> {
        @Override
        public ExitCode call() {
            throw new UserError(ExitCode.REFUSED, "Not today.", "Come back tomorrow.");
        }
    }

    @Command(name = "break", description = "Breaks.")
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil break")
    private static final class Break implements Callable<ExitCode> {
        @Override
        public ExitCode call() {
            throw new StackOverflowError();
        }
    }
}
