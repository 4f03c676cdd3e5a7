package org.keepuntil.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code keepuntil}. Verbs are objects or classes with {@code @Command} and {@link VerbHelp} that are
 * {@code Callable<ExitCode>}; whatever they throw ends in {@link Failures}. Mixins of this package that a verb declares are made
 * here.
 */
@Command(
        name = "keepuntil",
        synopsisHeading = Root.USAGE,
        customSynopsis = "keepuntil COMMAND [OPTIONS]",
        description = {
            "Keeps records until their retention ends, then disposes of them: a schedule in words says how long, a"
                    + " binding says where in PostgreSQL the records are, and an audit trail says what went and why."
        },
        optionListHeading = "%n@|bold OPTIONS|@%n",
        commandListHeading = "%n@|bold COMMANDS|@%n",
        versionProvider = Root.Version.class)
public final class Root implements Callable<ExitCode> {
    static final String USAGE = "%n@|bold USAGE|@%n  ";

    static final List<String> EXAMPLES = List.of(
            "# See all of it at work on a sample database; nothing of yours is touched",
            "keepuntil demo",
            "# What would go today, and why the rest stays",
            "keepuntil plan --schedule schedules/mine --database postgresql://clerk@db.example.org/records",
            "# More about a command",
            "keepuntil run --help");

    private final Surroundings surroundings;
    private final Console console;
    private final Failures failures;
    private final DemoTarget demo;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--version", versionHelp = true, order = 900, description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    /** Speaks only where a log file was asked for, so that other commands need not start the logging system. */
    private @Nullable Logger log;

    /** Whether a record may have been named on the command line, or in a file that it names. */
    private boolean typed;

    public Root(Surroundings surroundings, Console console, Failures failures, DemoTarget demo) {
        this.surroundings = surroundings;
        this.console = console;
        this.failures = failures;
        this.demo = demo;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    Failures failures() {
        return failures;
    }

    /** Where to write, with {@code --quiet} and {@code --no-color} taken into account. */
    public Console console() {
        Console wanted = common.plain ? console.withoutColour() : console;
        return common.quiet ? wanted.quietly() : wanted;
    }

    /**
     * Runs a command line and returns the exit status. It never throws.
     *
     * @param verbs given this root, the verbs in the order in which they are listed
     */
    public int run(Function<Root, List<?>> verbs, String... args) {
        int status = ExitCode.INTERNAL.number();
        try {
            Set<String> words = new HashSet<>(Arrays.asList(args));
            status = commandLine(verbs.apply(this), words::contains).execute(args);
        } catch (Throwable thrown) {
            // picocli hands on only exceptions; a full heap or stack comes this way
            status = report(thrown);
        } finally {
            endLog(status);
            console.out().flush();
            console.err().flush();
        }
        return status;
    }

    /** All of the command line, each verb with its options as in its help: for a manual, or for a shell that completes. */
    public CommandLine whole(Function<Root, List<?>> verbs) {
        return commandLine(verbs.apply(this), word -> true);
    }

    /**
     * @param words whether a word is on the command line; the verb that it asks for is
     */
    private CommandLine commandLine(List<?> verbs, Predicate<String> words) {
        CommandLine line = new CommandLine(this, new Parts());
        for (Object verb : verbs) {
            addVerb(line, verb, words);
        }
        HelpText.describeRoot(line, EXAMPLES);
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(Math.min(100, Math.max(80, console.width())));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colour() && !words.test("--no-color") ? Ansi.ON : Ansi.OFF));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setParameterExceptionHandler((error, args) -> report(error));
        line.setExecutionExceptionHandler((error, command, result) -> report(error));
        line.setExecutionStrategy(this::execute);
        return line;
    }

    private void addVerb(CommandLine line, Object verb, Predicate<String> words) {
        String name = ListedVerb.name(verb);
        if (!words.test(name)) {
            line.addSubcommand(name, ListedVerb.of(verb));
            return;
        }
        CommandLine command = new CommandLine(verb, new Parts());
        if (verb instanceof WithVerbs parent) {
            parent.verbs().forEach(within -> addVerb(command, within, words));
        }
        line.addSubcommand(command);
        layOut(command);
    }

    /** Gives a verb the layout that all share. */
    private static void layOut(CommandLine command) {
        VerbHelp help = command.getCommandSpec().userObject().getClass().getAnnotation(VerbHelp.class);
        if (help == null) {
            throw new IllegalStateException(command.getCommandName() + " has no @VerbHelp");
        }
        command.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .synopsisHeading(USAGE)
                .parameterListHeading("%n@|bold ARGUMENTS|@%n")
                .optionListHeading("%n@|bold OPTIONS|@%n")
                .commandListHeading("%n@|bold COMMANDS|@%n");
        HelpText.describe(command, help);
    }

    private int execute(ParseResult result) {
        Integer helped = CommandLine.executeHelpRequest(result);
        if (helped != null) {
            return helped;
        }
        List<CommandLine> commands = result.asCommandLineList();
        CommandLine verb = commands.get(commands.size() - 1);
        ParseResult given = verb.getParseResult();
        typed = !given.matchedPositionals().isEmpty()
                || given.hasMatchedOption("--person")
                || given.hasMatchedOption("--from")
                || given.hasMatchedOption("--find");
        try {
            startLog(verb.getCommandSpec().qualifiedName());
        } catch (UncheckedIOException | UserError e) {
            // picocli would print a stack trace of what a strategy throws
            return report(e);
        }
        int status = new CommandLine.RunLast().execute(result);
        Object ended = verb.getExecutionResult();
        return ended instanceof ExitCode code ? code.number() : status;
    }

    private void startLog(String command) {
        Logs.start();
        String variable = surroundings.get("KEEPUNTIL_LOG");
        Path file = common.log == null && variable != null ? surroundings.path(variable) : common.log;
        Logs.Form form = logForm();
        if (file != null) {
            Logs.appendTo(file, form);
            log = LoggerFactory.getLogger(Root.class);
            log.info("{} begins", command);
        }
    }

    private Logs.Form logForm() {
        if (common.logForm != null && common.log == null && !surroundings.has("KEEPUNTIL_LOG")) {
            throw new UserError(
                    ExitCode.USAGE,
                    "--log-format says how the log is written, and there is no log.",
                    "Name its file with --log FILE.");
        }
        String variable = surroundings.get("KEEPUNTIL_LOG_FORMAT");
        if (common.logForm != null || variable == null) {
            return common.logForm == null ? Logs.Form.TEXT : common.logForm;
        }
        return Logs.Form.of(variable)
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE, "KEEPUNTIL_LOG_FORMAT is '" + variable + "', and can be text or json."));
    }

    private void endLog(int status) {
        if (log != null) {
            log.info("Ends with status {}: {}", status, ExitCode.of(status).label());
            Logs.stop();
        }
    }

    private int report(Throwable thrown) {
        Failure failure = failures.of(thrown);
        failure.print(console());
        if (common.debug) {
            console.err().print(SafeTrace.of(thrown));
        }
        if (log != null) {
            log.error(forLog(failure), failure.isOurs() || common.debug ? thrown : null);
        }
        return failure.code().number();
    }

    /** A log is kept for long and read by many, so it does not repeat what somebody typed: that may be the key of a record. */
    private String forLog(Failure failure) {
        boolean quotes = typed || failure.code() == ExitCode.USAGE || failure.code() == ExitCode.NOT_FOUND;
        return quotes ? failure.code().sentence() : failure.message();
    }

    /** Without a verb there is nothing to do: the help is shown where errors go. */
    @Override
    public ExitCode call() {
        throw new UserError(ExitCode.USAGE, "Which command? None is given.", "Try `keepuntil --help`.");
    }

    /** Makes the mixins that need more than a constructor without arguments. */
    private final class Parts implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == DatabaseOption.class) {
                return type.cast(new DatabaseOption(surroundings, demo));
            }
            if (type == ScheduleOption.class) {
                return type.cast(new ScheduleOption(surroundings));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "keepuntil " + number() + ", Java " + Runtime.version().feature()
            };
        }

        static String number() {
            String version = Root.class.getPackage().getImplementationVersion();
            return version == null ? "(not built into a jar)" : version;
        }
    }
}
