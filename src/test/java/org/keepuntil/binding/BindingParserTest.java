package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.binding.BoundClass.Link;
import org.keepuntil.binding.BoundClass.RelatedEdge;
import org.keepuntil.binding.DateSource.Choice;
import org.keepuntil.binding.DateSource.StoredIn;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class BindingParserTest {
    private static final String SCHEDULE = """
            schedule: services
            title: Services
            version: 1
            years: { academic: 08-01 }
            records:
              referral:
                people: [Child]
                events: [referral, last contact]
                facts: [service]
            rules:
              - { id: r, records: referral, keep: "%s", then: destroy }
            """;
    private static final String PEOPLE = "people: { child: { born: dob } }";
    private static final String EVENTS = "events: { referral: received_on, last contact: seen_on }";
    private static final String FACTS = "facts: { service: code }";

    private final Problems problems = new Problems();

    private Optional<Binding> parse(String keep, String binding) {
        Schedule schedule = YamlFile.of("schedule.yaml", SCHEDULE.formatted(keep), problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow();
        return YamlFile.of("binding.yaml", binding, problems)
                .flatMap(file -> BindingParser.parse(file, schedule, problems));
    }

    private static String referral(String... lines) {
        return "records:\n  referral:\n" + String.join("\n", lines).indent(4);
    }

    private Binding good(String binding) {
        Optional<Binding> parsed = parse("6 years after referral", binding);
        assertThat(problems.render()).isEmpty();
        return parsed.orElseThrow();
    }

    private BoundClass bound(String... lines) {
        return good(referral(lines)).recordClass("referral").orElseThrow();
    }

    private DateSource lastContact(String source) {
        return bound(
                        "table: t",
                        "open while: never",
                        PEOPLE,
                        FACTS,
                        "events:\n  referral: received_on\n  last contact: " + source)
                .event("last contact")
                .orElseThrow();
    }

    private BoundClass.People child(String people) {
        return bound("table: t", "open while: never", EVENTS, FACTS, "people: { child: " + people + " }")
                .role("Child")
                .orElseThrow();
    }

    private static String names(DateSource source) {
        return source.paths().toString();
    }

    @Test
    void parse_readsTheTopOfTheFile() {
        Binding binding = good("""
                years: { financial: 07-01 }
                backups kept: 35 days
                copies elsewhere:
                  - paper files in the county archive
                  - { what: warehouse, owner: Insight team }
                """ + referral("table: t", "open while: never", PEOPLE, EVENTS, FACTS));
        assertThat(binding.years().orElseThrow().of(YearKind.FINANCIAL)).isEqualTo(MonthDay.of(7, 1));
        assertThat(binding.years().orElseThrow().of(YearKind.ACADEMIC)).isEqualTo(MonthDay.of(8, 1));
        assertThat(binding.backupsKept()).contains("35 days");
        assertThat(binding.copiesElsewhere())
                .containsExactly("paper files in the county archive", "warehouse (Insight team)");
    }

    @Test
    void parse_readsKeysConditionsAndEdges() {
        BoundClass bound = bound(
                "table: '\"My Schema\".\"odd.\"\"name\"\"\"'",
                "key: [id, '\"Part No\"']",
                "where: { kind: CIN, '\"Odd Column\"': 'a b' }",
                "open while: { last contact: missing }",
                PEOPLE,
                EVENTS,
                FACTS,
                "components: [contact, s.plan]",
                "related: { invoice.referral_id: unlink, 's.\"Mail\".ref': keep }",
                "links: ['note.case_ref -> referral.reference', s.a.b->c.d, 's.\"N\".(tenant, \"the ref\") -> c.( a,b )']");
        assertThat(bound.table()).isEqualTo(new TableName(Optional.of("My Schema"), "odd.\"name\""));
        assertThat(bound.key()).containsExactly("id", "Part No");
        assertThat(bound.where()).containsEntry("kind", "CIN").containsEntry("Odd Column", "a b");
        assertThat(bound.openWhile()).isPresent();
        assertThat(bound.components()).extracting(c -> c.table().toString()).containsExactly("contact", "s.plan");
        assertThat(bound.related())
                .extracting(
                        e -> e.table().toString(),
                        RelatedEdge::column,
                        e -> e.fate().name())
                .containsExactly(tuple("invoice", "referral_id", "UNLINK"), tuple("s.Mail", "ref", "KEEP"));
        assertThat(bound.links())
                .extracting(l -> l.from().toString(), Link::fromColumns, l -> l.to().toString(), Link::toColumns)
                .containsExactly(
                        tuple("note", List.of("case_ref"), "referral", List.of("reference")),
                        tuple("s.a", List.of("b"), "c", List.of("d")),
                        tuple("s.N", List.of("tenant", "the ref"), "c", List.of("a", "b")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seen_on                                     | ONLY     | [seen_on]          |
            contact.seen_on                             | ONLY     | [contact.seen_on]  |
            s.contact.seen_on                           | ONLY     | [s.contact.seen_on] |
            latest of contact.seen_on                   | LATEST   | [contact.seen_on]  |
            Earliest Of [contact.seen_on, plan.made_on] | EARLIEST | [contact.seen_on, plan.made_on] |
            latest of [ a.b , c.d ] else Referral       | LATEST   | [a.b, c.d]         | referral
            seen_on else referral                       | ONLY     | [seen_on]          | referral
            latest                                      | ONLY     | [latest]           |
            earliest.of                                 | ONLY     | [earliest.of]      |
            """)
    void parse_readsWhereAnEventIs(String source, Choice choice, String paths, String orElse) {
        DateSource read = lastContact(source);
        assertThat(read.choice()).isEqualTo(choice);
        assertThat(names(read)).isEqualTo(paths);
        assertThat(read.orElse()).isEqualTo(Optional.ofNullable(orElse));
        assertThat(read.required()).isFalse();
    }

    @Test
    void parse_readsTheOptionsOfAnEvent() {
        DateSource read = lastContact("{ from: \"latest of [a.b, c.d] else referral\", required: true, stored in: utc, "
                + "precision: seen_precision, placeholder dates: [1900-01-01], first of January: year }");
        assertThat(read.required()).isTrue();
        assertThat(read.storedIn()).contains(StoredIn.UTC);
        assertThat(read.precision().orElseThrow().toString()).isEqualTo("seen_precision");
        assertThat(read.placeholders()).containsExactly(LocalDate.of(1900, 1, 1));
        assertThat(read.firstOfJanuaryIsYear()).isTrue();
        assertThat(read.orElse()).contains("referral");
    }

    @Test
    void parse_readsSeveralPeople() {
        BoundClass.People people = child("{ born: each child.dob, died: child.dod, deaths: recorded, "
                + "precision: child.dob_precision, estimated: child.dob_guess, first of January: year, "
                + "placeholder dates: 1901-01-01, stored in: local }");
        assertThat(people.several()).isTrue();
        assertThat(people.deathsRecorded()).isTrue();
        assertThat(people.born().required()).isTrue();
        assertThat(people.born().precision().orElseThrow().toString()).isEqualTo("child.dob_precision");
        assertThat(people.born().estimated()).isPresent();
        DateSource died = people.died().orElseThrow();
        assertThat(died.choice()).isEqualTo(Choice.EACH);
        assertThat(died.required()).isFalse();
        assertThat(died.precision()).isEmpty();
        assertThat(died.estimated()).isEmpty();
        assertThat(died.firstOfJanuaryIsYear()).isTrue();
        assertThat(died.storedIn()).contains(StoredIn.LOCAL);
        assertThat(died.placeholders()).containsExactly(LocalDate.of(1901, 1, 1));
    }

    @Test
    void parse_addsPlaceholdersUp_andLeavesJanuaryToPeople_whenTheFileHasDefaults() {
        BoundClass bound =
                good("placeholder dates: [1900-01-01]\nstored in: UTC\nfirst of January: year\ndeaths: recorded\n"
                                + referral(
                                        "table: t",
                                        "open while: never",
                                        FACTS,
                                        "events: { referral: received_on, last contact: { from: x, placeholder dates: [1970-01-01] } }",
                                        "people: { child: { born: dob, died: dod } }"))
                        .recordClass("referral")
                        .orElseThrow();
        DateSource contact = bound.event("last contact").orElseThrow();
        assertThat(contact.placeholders()).containsExactly(LocalDate.of(1900, 1, 1), LocalDate.of(1970, 1, 1));
        assertThat(contact.storedIn()).contains(StoredIn.UTC);
        assertThat(contact.firstOfJanuaryIsYear()).isFalse();
        BoundClass.People people = bound.role("Child").orElseThrow();
        assertThat(people.born().firstOfJanuaryIsYear()).isTrue();
        assertThat(people.deathsRecorded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            code                                      | Column[path=code
            s.t.code                                  | Column[path=s.t.code
            any of care_episode                       | AnyOf[table=care_episode, where=Optional.empty
            any of s.care where kind = LAC            | AnyOf[table=s.care, where=Optional[Equal[column=kind, value=LAC]]
            any of care where kind = 'it''s "so"'     | Equal[column=kind, value=it's "so"]
            any of care where "Odd Kind" = 20         | Equal[column=Odd Kind, value=20]
            """)
    void parse_readsWhereAFactIs(String source, String expected) {
        BoundClass bound = bound("table: t", "open while: never", PEOPLE, EVENTS, "facts:\n  service: " + source);
        assertThat(String.valueOf(bound.facts().get("service"))).contains(expected);
    }

    private void bad(String keep, String binding, String message, String hint) {
        assertThat(parse(keep, binding)).isEmpty();
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains(message));
        assertThat(problems.all()).extracting(p -> p.hint().orElse("")).anyMatch(h -> h.contains(hint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            table: a.b.c              | table      | is not table or schema.table        | double quotes
            table: my table           | table      | is not table or schema.table        | double quotes
            key: [a.b]                | key        | is not a column of the record's own | double quotes
            where: CIN                | where      | is a map of columns and values      | kind: CIN
            open while: always        | open while | a condition is a map                | missing
            open while: { x: missing } | open while | no fact, event or person           | Those declared are
            components: [t]           | components | own table is not a component        | Take it out
            components: [a, a]        | components | here twice                          | Take it out
            related: [a.b]            | related    | is a map                            | invoice.referral_id
            related: { a.b: unlnk }   | related    | not a value of "a.b"                | Did you mean "unlink"?
            related: { b: unlink }    | related    | names no table                      | invoice.referral_id
            links: [a.b > c.d]        | links      | is not a link                       | note.case_ref ->
            links: [b -> c.d]         | links      | is not a link                       | note.case_ref ->
            links: ['a.(b, c) -> c.d'] | links     | is not a link                       | note.(tenant, ref) ->
            links: ['a.(b, c -> c.d'] | links      | is not a link                       | note.case_ref ->
            componets: [a]            | components | has no "componets"                  | Did you mean "components"?
            people: { chidl: { born: x } } | people | declares no "chidl"                | Did you mean "Child"?
            people: {}                | people     | "Child" of referral is declared     | Add under people: Child
            people: [child]           | people     | is a map, not a list                | born:
            people: { child: dob }    | people     | a role is a map                     | born:
            people: { child: { died: x } } | people | a role needs "born"                | born: child.date_of_birth
            people: { child: { born: x, deaths: recorded } } | people | without "died"  | Add for example: died
            people: { child: { born: each dob } } | people | followed by table.column    | each child.date_of_birth
            people: { child: { born: a.b, died: each a.c } } | people | at the death and not | each table.column
            people: { child: { born: each a.b, died: c.d } } | people | not in the same table | from one table
            people: { child: { born: a.b, CHILD: x } } | people | a role has no "CHILD"  | born
            events: { referral: x }   | events     | "last contact" of referral          | last contact: closed_at
            events: { referral: x, Referral: y, last contact: z } | events | bound twice | {none}
            events: { referral: x, last contact: last contact } | events | cannot follow the path | else referral
            events: { referral: x, last contact: y else gone } | events | none is called "gone" | Those declared
            events: { referral: x, last contact: y else last contact } | events | for itself | Name another
            events: { referral: x else last contact, last contact: y else referral } | events | stands in for itself | plain path
            events: { referral: x, last contact: { required: true } } | events | needs "from" | from: closed_at
            events: { referral: x, last contact: { from: y, stored in: GMT } } | events | not a value of "stored in" | local, utc
            facts: { service: any care } | facts   | is not column, table.column         | double quotes
            facts: { service: any of care where x } | facts | is not: any of table where | any of care_episode
            facts: { service: a, outcome: b } | facts | declares no "outcome"            | It declares: service
            """)
    void parse_teaches_whenAClassIsBoundWrongly(String line, String instead, String message, String hint) {
        StringBuilder lines = new StringBuilder();
        for (String each : new String[] {"table: t", "open while: never", PEOPLE, EVENTS, FACTS}) {
            lines.append(each.startsWith(instead + ":") ? "" : each + "\n");
        }
        bad("6 years after referral", referral(lines + line), message, hint.replace("{none}", ""));
    }

    @Test
    void parse_asksWhenARecordIsOpen_whenTheBindingDoesNotSay() {
        bad("permanently", referral("table: t", PEOPLE, EVENTS, FACTS), "nothing says when", "open while: never");
    }

    @Test
    void parse_refusesClassesThatAreNotDeclaredOrNotBound() {
        bad("permanently", "records: { referal: { table: t } }", "no class of record \"referal\"", "Did you mean");
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains("and not bound"));
    }

    @Test
    void check_asksWhich_whenARoleMayHoldSeveral() {
        bad(
                "until age 25",
                referral("table: t", "open while: never", EVENTS, FACTS, "people: { child: { born: each c.dob } }"),
                "which Child?",
                "youngest Child");
        assertThat(problems.all().get(0).place().toString()).isEqualTo("schedule.yaml:11:39");
    }

    @Test
    void check_refusesYoungest_whenARoleHoldsOne() {
        bad(
                "until age 25 of the youngest child",
                referral("table: t", "open while: never", EVENTS, FACTS, PEOPLE),
                "has one Child",
                "born: each");
    }

    @Test
    void check_takesYoungest_whenARoleMayHoldSeveral() {
        String binding =
                referral("table: t", "open while: never", EVENTS, FACTS, "people: { child: { born: each c.dob } }");
        assertThat(parse("until age 25 of the youngest child", binding)).isPresent();
    }

    @Test
    void check_needsADeath_whenARuleOrAConditionAsksForIt() {
        bad(
                "15 years beginning with death",
                referral("table: t", "open while: { child: alive }", EVENTS, FACTS, PEOPLE),
                "asks for the death",
                "died: child.date_of_death");
        assertThat(problems.all())
                .extracting(p -> p.place().toString())
                .containsExactly("binding.yaml:4:19", "schedule.yaml:11:39");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { share: 2.5%, records: 500 } | 2.5%  | 500   | 25  | 500
            { share: 0.05 % }             | 0.05% | 10000 | 1   | 50
            { share: 100% }               | 100%  | 10000 | 999 | 10000
            { records: 0 }                | 10%   | 0     | 0   | 0
            """)
    void parse_readsACap(String written, String percent, long records, long ofThousand, long ofManyMore) {
        Cap cap = bound("table: t", "open while: never", PEOPLE, EVENTS, FACTS, "cap: " + written)
                .cap()
                .orElseThrow();

        assertThat(cap.percent()).isEqualTo(percent);
        assertThat(cap.records()).isEqualTo(records);
        assertThat(cap.of(999)).isEqualTo(ofThousand);
        assertThat(cap.of(100_000)).isEqualTo(ofManyMore);
    }

    @Test
    void parse_takesTheDefaultCap_whenTheBindingSaysNothing() {
        assertThat(bound("table: t", "open while: never", PEOPLE, EVENTS, FACTS).cap())
                .contains(Cap.DEFAULT);
        assertThat(Cap.DEFAULT.of(95)).isEqualTo(10);
        assertThat(Cap.DEFAULT.of(1_000_000)).isEqualTo(10_000);
        assertThat(Cap.DEFAULT.of(0)).isZero();
    }

    @Test
    void parse_warns_whenThereIsNoCap() {
        Optional<Binding> binding = parse(
                "6 years after referral",
                referral("table: t", "open while: never", PEOPLE, EVENTS, FACTS, "cap: None"));

        assertThat(binding.orElseThrow().recordClass("referral").orElseThrow().cap())
                .isEmpty();
        assertThat(problems.render())
                .contains("warning: nothing stops a run that would dispose of every record of this class");
    }
}
