package org.keepuntil.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.DateSource.Choice;
import org.keepuntil.binding.FactSource;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.PathName;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.binding.TableName;
import org.keepuntil.binding.Treatment;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.examples.Given;
import org.keepuntil.examples.Setting;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** A class of records in tables made for its examples, and what binds the one to the other. */
final class ScratchClass {
    private static final Place NOWHERE = new Place("examples", 1, 1);

    private final ScratchTables tables;
    private final RecordClass recordClass;
    private final Schedule schedule;
    private final Setting setting;
    private int records;

    ScratchClass(String schema, String table, RecordClass recordClass, Schedule schedule, Setting setting) {
        this.tables = new ScratchTables(schema, table, recordClass);
        this.recordClass = recordClass;
        this.schedule = schedule;
        this.setting = setting;
    }

    /** The statements that make the tables. */
    List<String> tables() {
        return tables.create();
    }

    /** Puts a record into the tables. */
    RecordKey insert(Given given, JdbcTemplate jdbc) {
        tables.insert(++records, given, jdbc);
        return RecordKey.of(Integer.toString(records));
    }

    /**
     * What is to be planned. Each record has a binding of its own, for what a binding says of all records (that a date is required, that
     * it has a precision, the type of a fact), one example may say and another not.
     */
    Workload workload(Given given, Catalog catalog) {
        // A name that no class can have, so that holds on the class of that name do not count.
        String name = recordClass.name() + " (example)";
        Binding binding = new Binding(
                List.of(bound(name, given)),
                List.of(),
                Optional.empty(),
                Optional.of(setting.years()),
                List.of(),
                Optional.empty(),
                "");
        Problems problems = new Problems();
        Layouts layouts = Layouts.resolve(binding, catalog, problems)
                .orElseThrow(() -> new IllegalStateException(problems.render()));
        return new Workload(List.of(new Workload.Bound(renamed(name), binding, layouts)));
    }

    private Schedule renamed(String name) {
        RecordClass renamed = new RecordClass(
                name,
                recordClass.title(),
                recordClass.people(),
                recordClass.events(),
                recordClass.facts(),
                recordClass.unscheduledAllowed(),
                recordClass.place());
        List<Rule> rules = schedule.rulesFor(recordClass.name()).stream()
                .map(rule -> about(name, rule))
                .toList();
        return new Schedule(
                schedule.name(),
                schedule.title(),
                schedule.version(),
                schedule.adopted(),
                schedule.reviewBy(),
                schedule.zone(),
                schedule.years(),
                List.of(renamed),
                rules,
                schedule.holdGraceDays(),
                schedule.text());
    }

    private static Rule about(String name, Rule rule) {
        return new Rule(
                rule.id(),
                name,
                rule.when(),
                rule.stages(),
                rule.noLongerThan(),
                rule.noLongerThanPhrase(),
                rule.basis(),
                rule.authority(),
                rule.notice(),
                rule.decideWithin(),
                rule.statistics(),
                rule.sendCopy(),
                rule.approval(),
                rule.place());
    }

    private BoundClass bound(String name, Given given) {
        Map<String, DateSource> events = new LinkedHashMap<>();
        recordClass.events().forEach(event -> events.put(event, event(event, given)));
        Map<String, BoundClass.People> people = new LinkedHashMap<>();
        recordClass.people().forEach(role -> people.put(role, people(role, given)));
        Map<String, FactSource> facts = new LinkedHashMap<>();
        recordClass
                .facts()
                .forEach(fact ->
                        facts.put(fact, new FactSource.Column(column(tables.column(fact, fact(fact, given))))));
        List<BoundClass.Component> components = recordClass.people().stream()
                .map(role -> new BoundClass.Component(table(tables.several(role)), NOWHERE))
                .toList();
        return new BoundClass(
                name,
                table(tables.root()),
                List.of(),
                Map.of(),
                setting.of(recordClass.name()).openWhile(),
                people,
                events,
                facts,
                components,
                List.of(),
                List.of(),
                Treatment.NONE,
                List.of(),
                false,
                Optional.empty(),
                NOWHERE);
    }

    private DateSource event(String event, Given given) {
        DateValue value = given.facts().events().getOrDefault(event, new DateValue.NotYet());
        boolean required = value instanceof DateValue.Unknown unknown && unknown.gap() == DateValue.Gap.NO_VALUE;
        Optional<PathName> precision =
                ScratchLimits.isImprecise(value) ? Optional.of(column(tables.precision(event))) : Optional.empty();
        return date(column(tables.day(event)), Choice.ONLY, required, precision, Optional.empty());
    }

    private BoundClass.People people(String role, Given given) {
        boolean several = given.several().contains(role);
        TableName table = table(several ? tables.several(role) : tables.one(role));
        List<PersonFacts> persons = given.facts().people().getOrDefault(role, List.of());
        Optional<PathName> precision = persons.stream().anyMatch(person -> ScratchLimits.isImprecise(person.born()))
                ? Optional.of(new PathName(Optional.of(table), ScratchTables.PRECISION, NOWHERE))
                : Optional.empty();
        Optional<PathName> estimated = ScratchTables.isEstimated(role, given)
                ? Optional.of(new PathName(Optional.of(table), ScratchTables.ESTIMATED, NOWHERE))
                : Optional.empty();
        Choice choice = several ? Choice.EACH : Choice.ONLY;
        return new BoundClass.People(
                date(new PathName(Optional.of(table), ScratchTables.BORN, NOWHERE), choice, true, precision, estimated),
                Optional.of(date(
                        new PathName(Optional.of(table), ScratchTables.DIED, NOWHERE),
                        choice,
                        false,
                        Optional.empty(),
                        Optional.empty())),
                persons.stream().anyMatch(PersonFacts::deathsRecorded),
                NOWHERE);
    }

    private static DateSource date(
            PathName path,
            Choice choice,
            boolean required,
            Optional<PathName> precision,
            Optional<PathName> estimated) {
        return new DateSource(
                List.of(path),
                choice,
                Optional.empty(),
                required,
                Optional.empty(),
                precision,
                false,
                estimated,
                List.of());
    }

    private static FactValue fact(String fact, Given given) {
        return given.facts().facts().getOrDefault(fact, new FactValue.Null());
    }

    private TableName table(String name) {
        return new TableName(Optional.of(tables.schema()), name);
    }

    private static PathName column(String name) {
        return new PathName(Optional.empty(), name, NOWHERE);
    }
}
