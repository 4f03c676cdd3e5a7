package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keepuntil.approval.Guards;
import org.keepuntil.approval.Refusal;
import org.keepuntil.decide.Status;
import org.keepuntil.job.Shelf;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of a plan is shown, and how. */
final class PlanOptions {
    @Mixin
    private FormatOption format;

    @Option(names = "--list", description = "List the records, each with its status, its rule and its dates.")
    private boolean list;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = StatusConverter.class,
            description =
                    "With --list: only records with this status, such as due or \"referred to\". May be given more than once.")
    private List<Status> statuses = List.of();

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Only this class of records. May be given more than once.")
    private List<String> classes = List.of();

    @Option(names = "--no-store", description = "Only show the plan: store nothing that could be approved.")
    private boolean noStore;

    /** Whether a plan is to be stored that could be approved. */
    boolean stores() {
        return !noStore && !list;
    }

    /** Plans as of that day, stores the plan where it can be approved, and writes what was asked for. */
    void show(Workplace place, LocalDate asOf, Desk desk) {
        Console console = desk.console();
        classes.forEach(place::work);
        if (!statuses.isEmpty() && !list) {
            throw new UserError(ExitCode.USAGE, "--status narrows a list, and none was asked for.", "Add --list.");
        }
        Planner planner = Planner.of(place.database(), place.workload());
        if (list) {
            Set<Status> wanted = EnumSet.noneOf(Status.class);
            wanted.addAll(statuses);
            PlanList writer = PlanList.of(format.get(), asOf, place.workload(), console);
            planner.list(asOf, classes, wanted, writer::add);
            writer.finish();
            return;
        }
        Consumer<String> progress = title -> console.remark("Looking at: " + title + " …");
        boolean ahead = asOf.isAfter(place.today());
        Optional<Refusal> behind = Guards.asOf(asOf, place.workload(), new JdbcTemplate(place.database()));
        Shelf.Kept kept = noStore || ahead || behind.isPresent()
                ? new Shelf.Kept(planner.plan(asOf, progress), Optional.empty())
                : new Shelf(place.database(), place.workload(), desk.clock()).put(asOf, progress);
        Plan plan = kept.plan();
        List<Plan.ClassPlan> shown = plan.classes().stream()
                .filter(found -> classes.isEmpty() || classes.contains(found.name()))
                .toList();
        PlanCounts.show(plan, shown, format.get(), console);
        behind.ifPresent(refusal -> console.remark("The plan is not stored. " + refusal.message()));
        if (format.get() == Format.TABLE) {
            next(kept, place, console);
        }
    }

    /** What has to happen before anything is done by the plan. */
    private static void next(Shelf.Kept kept, Workplace place, Console console) {
        kept.stored()
                .ifPresent(plan -> console.print("The plan is stored as " + plan.name() + ". "
                        + plan.approval()
                                .map(given -> "It is approved: `keepuntil run` acts on it.")
                                .orElse("Nothing is done by it before it is approved. "
                                        + StoredPlans.ask(plan, place.session()))));
    }
}
