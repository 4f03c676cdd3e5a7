package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.BindingParser;
import org.keepuntil.binding.Layouts;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installer;
import org.keepuntil.plan.Planner;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;

class SchedulesTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    @ParameterizedTest
    @ValueSource(strings = {"leeds-jess-cluster", "leicestershire-cfws", "leicestershire-seips", "wigan-tess"})
    void draft(String name) throws Exception {
        Path folder = Path.of("schedules", name);
        if (!Files.exists(folder)) {
            return;
        }
        Problems problems = new Problems();
        Schedule schedule = YamlFile.read(folder.resolve("schedule.yaml"), problems)
                .flatMap(f -> ScheduleParser.draft(f, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
        Binding binding = YamlFile.read(folder.resolve("binding.yaml"), problems)
                .flatMap(f -> BindingParser.parse(f, schedule, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
        System.out.println(problems.render());
        try (TestDatabase database = TestDatabase.create()) {
            Installer.install(database.dataSource());
            database.execute(Files.readString(folder.resolve("database.sql")));
            try (Connection connection = database.dataSource().getConnection()) {
                Layouts layouts = Layouts.resolve(binding, Catalog.read(connection), problems)
                        .orElseThrow(() -> new AssertionError(problems.render()));
                Workload workload = new Workload(List.of(new Workload.Bound(schedule, binding, layouts)));
                Planner planner = Planner.of(database.dataSource(), workload);
                planner.plan(AS_OF, s -> {}).classes().forEach(c -> {
                    System.out.println(c.name() + " " + c.total() + " "
                            + c.statuses().entrySet().stream()
                                    .filter(e -> e.getValue() > 0)
                                    .toList());
                });
                Map<String, Set<String>> seen = new TreeMap<>();
                for (var rc : schedule.records()) { try {
                planner.list(AS_OF, List.of(rc.name()), EnumSet.noneOf(org.keepuntil.decide.Status.class), (c, listed) -> seen
                        .computeIfAbsent(c + " " + listed.decision().ruleId().orElse("-"), x -> new TreeSet<>())
                        .add(listed.decision().status().word()));
                } catch (RuntimeException e) { System.out.println(rc.name() + " !!! " + e.getMessage()); } }
                seen.forEach((k, v) -> System.out.println("  " + k + " " + v));
            }
        }
        assertThat(problems.hasErrors()).isFalse();
    }
}
