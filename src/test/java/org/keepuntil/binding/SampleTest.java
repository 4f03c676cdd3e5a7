package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keepuntil.binding.BoundClass.Component;
import org.keepuntil.binding.BoundClass.Fate;
import org.keepuntil.binding.BoundClass.RelatedEdge;
import org.keepuntil.binding.DateSource.Choice;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.AnyOf;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.EventLine;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** The two files that stand at the beginning of the language manual. */
class SampleTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/keepuntil/binding/sample");

    private final Problems problems = new Problems();

    private ScheduleFolder.Loaded load() {
        Optional<ScheduleFolder.Loaded> loaded = ScheduleFolder.load(FOLDER, problems);
        assertThat(problems.render()).isEmpty();
        return loaded.orElseThrow();
    }

    private static PathName path(String table, String column, int line, int place) {
        Optional<TableName> name =
                Optional.of(table).filter(t -> !t.isEmpty()).map(t -> new TableName(Optional.empty(), t));
        return new PathName(name, column, new Place(FOLDER + "/binding.yaml", line, place));
    }

    @Test
    void load_givesTheSchedule() throws Exception {
        Schedule schedule = load().schedule();
        assertThat(schedule.name()).isEqualTo("south-essex-extended-services");
        assertThat(schedule.title()).isEqualTo("South Essex Extended Services");
        assertThat(schedule.version()).isEqualTo("2026-04");
        assertThat(schedule.adopted())
                .contains(new Schedule.Adopted(
                        Optional.of("Executive Board"), Optional.of(LocalDate.of(2026, 3, 24)), Optional.of("26/114")));
        assertThat(schedule.reviewBy()).contains(LocalDate.of(2027, 3, 31));
        assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(schedule.years()).isEqualTo(YearStarts.DEFAULTS);
        assertThat(schedule.text().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(Files.readAllBytes(FOLDER.resolve("schedule.yaml")));
        RecordClass referral = schedule.recordClass("referral").orElseThrow();
        assertThat(referral.title()).isEqualTo("Referral and support record");
        assertThat(referral.people()).containsExactly("child");
        assertThat(referral.events()).containsExactly("referral", "closure", "last contact");
        assertThat(referral.facts()).containsExactly("service", "looked after");
        assertThat(referral.unscheduledAllowed()).isFalse();
    }

    @Test
    void load_givesTheRule() {
        Rule rule = load().schedule().rules().get(0);
        assertThat(rule.id()).isEqualTo("referral-25");
        assertThat(rule.records()).isEqualTo("referral");
        assertThat(rule.basis()).contains(Rule.Basis.NEED);
        assertThat(rule.authority().orElseThrow()).startsWith("retained from the time of referral until the age of 25");
        assertThat(rule.stages()).hasSize(1);
        assertThat(rule.lastStage().phrase()).isEqualTo("until age 25");
        assertThat(rule.lastStage().then()).isEqualTo(Disposal.DESTROY);
        assertThat(rule.lastStage().keep())
                .isEqualTo(new Period.Until(new Moment.Age(25, new Person("child", Person.Which.ONLY))));
        assertThat(rule.lastStage().place()).isEqualTo(new Place(FOLDER + "/schedule.yaml", 20, 11));
    }

    @Test
    void load_givesTheBinding() {
        Binding binding = load().binding();
        BoundClass referral = binding.recordClass("referral").orElseThrow();
        assertThat(referral.table()).isEqualTo(new TableName(Optional.of("sees"), "referral"));
        Place closure = new Place(FOLDER + "/binding.yaml", 5, 31);
        Place contact = new Place(FOLDER + "/binding.yaml", 5, 53);
        Condition open = new AnyOf(List.of(
                new EventLine(new Event.Declared("closure"), new Matcher.Missing(), closure),
                new EventLine(
                        new Event.Declared("last contact"),
                        new Matcher.Dated(DateOrder.AFTER, new DateOperand.EventDay(new Event.Declared("closure"))),
                        contact)));
        assertThat(referral.openWhile()).contains(open);
        DateSource last = referral.event("last contact").orElseThrow();
        assertThat(last.choice()).isEqualTo(Choice.LATEST);
        assertThat(last.paths())
                .containsExactly(path("contact", "made_at", 11, 32), path("assessment", "completed_on", 11, 49));
        assertThat(last.required()).isFalse();
        BoundClass.People child = referral.role("child").orElseThrow();
        assertThat(child.born().paths()).containsExactly(path("child", "date_of_birth", 7, 22));
        assertThat(child.born().required()).isTrue();
        assertThat(child.several()).isFalse();
        assertThat(child.deathsRecorded()).isFalse();
        assertThat(child.died().orElseThrow().required()).isFalse();
        assertThat(referral.facts())
                .containsEntry("service", new FactSource.Column(path("", "service_code", 13, 16)))
                .containsEntry(
                        "looked after",
                        new FactSource.AnyOf(
                                new TableName(Optional.empty(), "care_episode"),
                                Optional.empty(),
                                new Place(FOLDER + "/binding.yaml", 14, 28)));
        assertThat(referral.components())
                .extracting(Component::table)
                .extracting(TableName::name)
                .containsExactly("contact", "assessment", "plan", "document");
        assertThat(referral.related())
                .extracting(RelatedEdge::column, RelatedEdge::fate)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("referral_id", Fate.UNLINK));
    }
}
