package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.approval.Refusal;
import org.keepuntil.binding.ActCheck;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.ExampleFolder;
import org.keepuntil.binding.FactTypes;
import org.keepuntil.binding.Inventory;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.Reached;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.binding.ScheduleFolder.Loaded;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.sql.Workload;

/** The schedules that a command was given, read and found good, with what was remarked on them. */
record Schedules(List<Loaded> loaded, Problems problems) {
    Schedules {
        loaded = List.copyOf(loaded);
    }

    /**
     * Reads them all and shows every problem of every file, if there is an error among them.
     *
     * @throws UserError if there is
     */
    static Schedules read(List<Path> directories, Console console) {
        return read(directories, new Problems(), console);
    }

    /** The same, beside problems that were found before. */
    static Schedules read(List<Path> directories, Problems problems, Console console) {
        directories.forEach(Schedules::refuseSeveral);
        List<Loaded> loaded = new ArrayList<>();
        for (Path directory : directories) {
            ScheduleFolder.load(directory, problems).ifPresent(loaded::add);
        }
        refuseSharedNames(loaded, problems);
        refuseErrors(problems, console);
        return new Schedules(loaded, problems);
    }

    /** A directory of schedules is easily taken for one of them. */
    private static void refuseSeveral(Path directory) {
        try {
            List<Path> inside = ExampleFolder.foldersIn(directory);
            if (!inside.contains(directory)) {
                throw new UserError(
                        ExitCode.USAGE,
                        "There is no schedule.yaml in " + directory + ", but in "
                                + Words.count(inside.size(), "directory", "directories") + " below it.",
                        "Name one of them, for example --schedule " + inside.get(0));
            }
        } catch (IOException e) {
            // what cannot be listed is said when its files are read
        }
    }

    /** Shows every problem, if there is an error among them. */
    static void refuseErrors(Problems problems, Console console) {
        if (problems.hasErrors()) {
            throw shown(problems, console, Refusal.Kind.FILES);
        }
    }

    /** Commands name a class by one word, whatever the schedule, and so do holds and the log. */
    private static void refuseSharedNames(List<Loaded> loaded, Problems problems) {
        Map<String, String> known = new HashMap<>();
        for (Loaded each : loaded) {
            for (RecordClass found : each.schedule().records()) {
                String other = known.putIfAbsent(found.name(), each.schedule().name());
                if (other != null) {
                    problems.error(
                            found.place(),
                            found.name().length(),
                            "the schedule \"" + other + "\" has records named \"" + found.name() + "\" already",
                            "Give them another name in one of the two: holds and the log know records by it.");
                }
            }
        }
    }

    /**
     * What they mean in a database.
     *
     * @throws UserError if a binding does not fit, or does not speak of a foreign key; every problem is shown
     */
    Workload bind(Catalog catalog, Console console) {
        Fit fit = fit(catalog, console);
        refuseHalf(fit, console);
        return fit.workload();
    }

    /**
     * Returns if every foreign key is spoken of, and every shape can be handled.
     *
     * @throws UserError otherwise; every problem is shown
     */
    void refuseHalf(Fit fit, Console console) {
        refuseShapes(fit, console);
        if (fit.hasUndeclaredKey()) {
            throw uncovered(console);
        }
    }

    /** The same of shapes alone. */
    void refuseShapes(Fit fit, Console console) {
        if (fit.shapes().hasErrors()) {
            fit.shapes().all().forEach(problems::add);
            throw misfit(console);
        }
    }

    private UserError misfit(Console console) {
        return shown(problems, console, Refusal.Kind.MISFIT);
    }

    /**
     * The same, whatever the bindings leave out, which is among the problems, and whatever shapes there are.
     *
     * @throws UserError if a binding does not fit; every problem is shown
     */
    Fit fit(Catalog catalog, Console console) {
        Problems uncovered = new Problems();
        List<Binding> bindings = loaded.stream().map(Loaded::binding).toList();
        Optional<List<Layouts>> layouts = Layouts.resolve(bindings, catalog, problems, uncovered);
        layouts.ifPresent(this::checkFacts);
        List<Reached> reached = layouts.map(l -> Inventory.of(bindings, l, catalog, problems, uncovered))
                .orElse(List.of());
        if (problems.hasErrors()) {
            throw misfit(console);
        }
        uncovered.all().forEach(problems::add);
        List<Workload.Bound> bound = new ArrayList<>();
        for (int i = 0; i < loaded.size(); i++) {
            bound.add(new Workload.Bound(
                    loaded.get(i).schedule(),
                    loaded.get(i).binding(),
                    layouts.orElseThrow().get(i)));
        }
        Problems shapes = new Problems();
        Layouts.refuseShapes(bindings, layouts.orElseThrow(), catalog, shapes);
        return new Fit(new Workload(bound), reached, shapes);
    }

    /** The error that says what the bindings leave out, which is shown. */
    UserError uncovered(Console console) {
        console.err().print(problems.render());
        return Refusals.error(Refusal.Kind.UNCOVERED.with(Words.count(problems.errors(), "thing", "things")));
    }

    private void checkFacts(List<Layouts> layouts) {
        for (int i = 0; i < loaded.size(); i++) {
            FactTypes.check(loaded.get(i).schedule(), loaded.get(i).binding(), layouts.get(i), problems);
            ActCheck.check(loaded.get(i).schedule(), layouts.get(i), problems);
        }
    }

    /** Today where the schedules are in force. Where they have several zones: the earliest, so that nothing goes a day early. */
    LocalDate today(Clock clock) {
        return loaded.stream()
                .map(each -> LocalDate.now(clock.withZone(each.schedule().zone())))
                .min(LocalDate::compareTo)
                .orElseThrow();
    }

    /** The time zones that they are in force in. */
    List<ZoneId> zones() {
        return loaded.stream().map(each -> each.schedule().zone()).distinct().toList();
    }

    long warnings() {
        return problems.all().stream()
                .map(Problem::severity)
                .filter(severity -> severity == Severity.WARNING)
                .count();
    }

    static String mend(Problems problems) {
        return problems.errors() == 1 ? "Mend it and run it again." : "Mend them and run it again.";
    }

    /** The error to end with, after every problem was shown. */
    static UserError shown(Problems problems, Console console, ExitCode code, String where, String next) {
        console.err().print(problems.render());
        return new UserError(code, "There " + areErrors(problems) + " " + where + ".", next);
    }

    private static UserError shown(Problems problems, Console console, Refusal.Kind kind) {
        console.err().print(problems.render());
        return Refusals.error(kind.with(areErrors(problems)));
    }

    private static String areErrors(Problems problems) {
        long errors = problems.errors();
        return errors == 1 ? "is 1 error" : String.format(Locale.ROOT, "are %,d errors", errors);
    }
}
