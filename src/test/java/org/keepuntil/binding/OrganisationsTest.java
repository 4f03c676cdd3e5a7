package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.KeyIndexes;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Installer;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.decide.Truth;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.ExamplesParser;
import org.keepuntil.examples.Results;
import org.keepuntil.examples.Setting;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;

/** The schedules that come with the program: their files, their examples, and the sample database of each. */
class OrganisationsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
    private static final Path SCHEDULES = Path.of("schedules");

    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "south-essex-extended-services",
                "leeds-jess-cluster",
                "leicestershire-cfws",
                "leicestershire-seips",
                "wigan-tess"
            })
    void examples_areAsTheyWereWorkedOutByHand(String name) {
        Schedule schedule = schedule(name);
        Setting setting = ExampleSettings.of(schedule, binding(name, schedule));

        assertExamples(schedule, setting, name);
    }

    @Test
    void examplesOfTheLibrary_areAsTheyWereWorkedOutByHand() {
        Schedule library = schedule("uk-childrens-services");

        assertExamples(library, Setting.of(library), "uk-childrens-services");
    }

    private void assertExamples(Schedule schedule, Setting setting, String name) {
        List<Example> examples = file(name, "examples.yaml", f -> ExamplesParser.parse(f, schedule, setting, problems));
        Results results = Results.of(schedule, setting, examples);

        assertThat(examples).hasSizeGreaterThanOrEqualTo(10);
        assertThat(results.failed().stream()
                        .map(r -> r.example().where() + " " + r.example().name() + ": " + r.complaints())
                        .toList())
                .isEmpty();
        assertThat(results.notShown()).isEmpty();
    }

    /** As of the day that the samples are laid out for; both evaluators decide each record. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        south-essex-extended-services | OPEN, RETAINED, UNDETERMINED, DUE
        leeds-jess-cluster            | OPEN, RETAINED, UNDETERMINED, IN_REVIEW, DUE
        leicestershire-cfws           | UNSCHEDULED, OPEN, RETAINED, UNDETERMINED, CONFLICT, REFERRED_TO, IN_REVIEW, DUE
        leicestershire-seips          | UNSCHEDULED, OPEN, RETAINED, UNDETERMINED, REFERRED_TO, IN_REVIEW, IN_NOTICE, DUE
        wigan-tess                    | OPEN, RETAINED, UNDETERMINED, IN_REVIEW, IN_NOTICE, DUE
        """)
    void sampleDatabase_fitsTheBinding_andShowsEveryRuleAndTheseStatuses(String name, String statuses)
            throws Exception {
        Schedule schedule = schedule(name);
        Binding binding = binding(name, schedule);
        try (TestDatabase database = TestDatabase.create()) {
            Installer.install(database.dataSource());
            database.execute(Files.readString(SCHEDULES.resolve(name).resolve("database.sql")));
            Planner planner = Planner.of(database.dataSource(), bound(database, schedule, binding));
            Map<String, Map<Status, Long>> counted = new HashMap<>();
            Set<String> rules = new HashSet<>();
            planner.list(AS_OF, List.of(), Set.of(), (recordClass, listed) -> {
                counted.computeIfAbsent(recordClass, c -> new EnumMap<>(Status.class))
                        .merge(listed.decision().status(), 1L, Long::sum);
                listed.decision().ruleId().ifPresent(rules::add);
                marking(listed.decision()).forEach(rules::add);
            });

            for (Plan.ClassPlan found : planner.plan(AS_OF, step -> {}).classes()) {
                Map<Status, Long> some = new EnumMap<>(found.statuses());
                some.values().removeIf(count -> count == 0);
                assertThat(some).as(found.name()).isNotEmpty().isEqualTo(counted.get(found.name()));
            }
            assertThat(counted.values().stream().flatMap(c -> c.keySet().stream()))
                    .containsOnly(
                            Stream.of(statuses.split(", ")).map(Status::valueOf).toArray(Status[]::new));
            assertThat(rules)
                    .containsExactlyInAnyOrderElementsOf(
                            schedule.rules().stream().map(Rule::id).toList());
        }
    }

    private static Stream<String> marking(Decision decision) {
        return decision.flags().stream()
                .filter(flag ->
                        flag.applies() == Truth.TRUE && flag.interval().latest().isOnOrBefore(AS_OF))
                .map(flag -> flag.rule().id());
    }

    private Workload bound(TestDatabase database, Schedule schedule, Binding binding) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Catalog catalog = Catalog.read(connection);
            Layouts layouts = Layouts.resolve(binding, catalog, problems)
                    .orElseThrow(() -> new AssertionError(problems.render()));
            assertThat(Inventory.of(List.of(binding), List.of(layouts), catalog, problems, problems))
                    .filteredOn(Reached::undeclared)
                    .isEmpty();
            for (Layout layout : layouts.classes()) {
                for (Layout.Component component : layout.components()) {
                    for (ForeignKey key : component.owners()) {
                        assertIndexed(connection, component.table(), key);
                    }
                }
                for (Layout.Edge edge : layout.edges()) {
                    assertIndexed(connection, edge.from(), edge.key());
                }
            }
            return new Workload(List.of(new Workload.Bound(schedule, binding, layouts)));
        }
    }

    private static void assertIndexed(Connection connection, Table table, ForeignKey key) throws SQLException {
        assertThat(KeyIndexes.begin(connection, table, key.fromColumns()))
                .as("an index of %s on %s", table, key.fromColumns())
                .isTrue();
    }

    private Schedule schedule(String name) {
        return file(name, "schedule.yaml", file -> ScheduleParser.parse(file, problems));
    }

    private Binding binding(String name, Schedule schedule) {
        return file(name, "binding.yaml", file -> BindingParser.parse(file, schedule, problems));
    }

    private <T> T file(String name, String file, Function<YamlFile, Optional<T>> parser) {
        T parsed = YamlFile.read(SCHEDULES.resolve(name).resolve(file), problems)
                .flatMap(parser)
                .orElseThrow(() -> new AssertionError(problems.render()));
        // that a maximum and a claim can conflict is meant, and said
        assertThat(problems.all())
                .filteredOn(problem -> !problem.message().startsWith("when this maximum has passed"))
                .isEmpty();
        return parsed;
    }
}
