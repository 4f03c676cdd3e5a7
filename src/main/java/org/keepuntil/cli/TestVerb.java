package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.ExampleFolder;
import org.keepuntil.source.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil test}. */
@Command(
        name = "test",
        description = {
            "Run the examples of schedules.",
            "Each example is a record that somebody made up, and what is to become of it. They stand in examples.yaml beside"
                    + " schedule.yaml, and are decided without any database."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "# The examples of one schedule, each by name",
            "keepuntil test --schedule schedules/mine --verbose",
            "# Those of all schedules in a directory, with a report that build servers read",
            "keepuntil test --schedule schedules --junit target/examples.xml"
        },
        exits = {ExitCode.FILES, ExitCode.EXAMPLES})
final class TestVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private ScheduleOption schedules;

    @Option(
            names = {"-v", "--verbose"},
            description = "Name every example, not only those that failed.")
    private boolean verbose;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results to this file as JUnit XML.")
    private @Nullable Path junit;

    @Mixin
    private FormatOption format;

    TestVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws IOException {
        if (format.get() == Format.CSV) {
            throw new UserError(
                    ExitCode.USAGE, "Results are no table, so they have no --format csv.", "Give table or json.");
        }
        List<TestedSchedule> tested = new ArrayList<>();
        for (ExampleFolder.Loaded loaded : load()) {
            tested.add(TestedSchedule.of(loaded));
        }
        if (junit != null) {
            JUnitXml.write(tested, junit);
        }
        if (format.get() == Format.JSON) {
            Json.write(TestDocument.of(tested), desk.console().out());
        } else {
            new TestText(desk.console(), verbose).print(tested);
        }
        return tested.stream().allMatch(TestedSchedule::passed) ? ExitCode.DONE : ExitCode.EXAMPLES;
    }

    private List<ExampleFolder.Loaded> load() throws IOException {
        Problems problems = new Problems();
        List<ExampleFolder.Loaded> all = new ArrayList<>();
        for (Path directory : schedules.directories()) {
            for (Path folder : ExampleFolder.foldersIn(directory)) {
                ExampleFolder.load(folder, problems).ifPresent(all::add);
            }
        }
        if (problems.hasErrors()) {
            throw Schedules.shown(
                    problems,
                    desk.console(),
                    ExitCode.FILES,
                    "in the schedule, the binding or the examples",
                    "Mend them and run it again.");
        }
        if (all.stream().noneMatch(ExampleFolder.Loaded::hasExamples)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "There are no examples: " + all.get(0).file() + " is not there.",
                    "Write the file: `examples:` and a list, as the manual shows under \"Examples\".");
        }
        return all;
    }
}
