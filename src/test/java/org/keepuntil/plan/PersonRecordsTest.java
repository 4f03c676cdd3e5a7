package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.SampleNight;

/** Ten files, of which each has another way to the same people, and one that has none. */
class PersonRecordsTest {
    private static final String SCHEDULE = """
            schedule: persons
            title: Persons
            version: 1
            records:
              file: { title: Files, people: [child], events: [closing] }
              person: { title: People, events: [left] }
              letter: { title: Letters, events: [closing] }
            rules:
              - { id: file-6, records: file, keep: 6 years after closing, then: destroy }
              - { id: person-6, records: person, keep: 6 years after left, then: destroy }
              - { id: letter-6, records: letter, keep: 6 years after closing, then: destroy }
            """;
    private static final String BINDING = """
            records:
              file:
                table: app.file
                key: [office, number]
                where: { kind: main }
                open while: never
                people: { child: { born: child.born } }
                events: { closing: closed_on }
                components: [note, reply, visit, address, address_line]
                links: [ "visit.attended ->> 'who' -> person.id", "note.spoke_of -> person.nickname" ]
              person:
                table: app.person
                open while: never
                events: { left: left_on }
                related: { file.worker_id: unlink, note.author_id: unlink, reply.to_id: unlink,
                  address_line.tenant_id: unlink }
              letter: { table: app.letter, open while: never, events: { closing: closed_on } }
            """;
    private static final String TABLES = """
            create schema app;
            create table app.person (id int primary key, nickname text unique, born date, left_on date);
            create table app.address (id int primary key);
            create table app.child (id int primary key, born date);
            create table app.family (id int primary key, child_id int references app.child);
            create table app.file (office text, number int, kind text not null default 'main', closed_on date,
                worker_id int references app.person, family_id int references app.family, address_id int references app.address, primary key (office, number));
            create table app.note (id int primary key, office text, number int, author_id int references app.person,
                spoke_of text, foreign key (office, number) references app.file);
            create table app.reply (id int primary key, note_id int references app.note, reply_id int references app.reply,
                to_id int references app.person);
            create table app.visit (id int primary key, office text, number int, attended jsonb,
                foreign key (office, number) references app.file);
            create table app.address_line (id int primary key, address_id int references app.address, tenant_id int references app.person);
            create table app.card (id int unique);
            create table app.letter (id int primary key, closed_on date, card_id int references app.card (id));
            insert into app.person values (1, 'one', '2001-01-01', null), (2, 'two', '2002-01-01', null), (3, 'three', null, null);
            insert into app.address values (1), (70), (71);
            insert into app.address_line values (3, 1, 2);
            insert into app.address_line values (1, 70, 1), (2, 71, 3);
            insert into app.file (office, number) select 'a', n from generate_series(1, 11) n;
            insert into app.file values ('b', 1, 'other', null, 1);
            update app.file set worker_id = 1 where number = 1 and office = 'a';
            insert into app.child values (1, null), (2, null);
            insert into app.family values (1, 1), (2, 2), (3, 1);
            update app.file set family_id = number / 3 + 1 where number in (2, 8);
            insert into app.note values (1, 'a', 3, 1, null), (2, 'a', 4, null, 'one'), (3, 'a', 5, null, null), (4, 'a', 9, 2, 'two');
            insert into app.reply values (1, 3, null, null), (2, null, 1, null), (3, null, 2, 1), (4, null, 3, null);
            insert into app.visit values (1, 'a', 6, '{"who": 1}'), (2, 'a', 9, '{"who": "x"}');
            update app.file set address_id = 70 where number = 7;
            update app.file set address_id = 71 where number = 10;
            insert into app.letter values (1, null);
            """;

    @TempDir
    private static Path temp;

    private static SampleNight night;
    private static PersonRecords records;
    private static PersonRecords operators;

    @BeforeAll
    static void make() throws Exception {
        Files.writeString(temp.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(temp.resolve("binding.yaml"), BINDING);
        night = SampleNight.of(TABLES, temp, temp.resolve("keys"));
        String approver = Roles.of(night.database().name()).approver();
        records = PersonRecords.of(night.database().login("ap", approver).dataSource(), night.workload());
        operators = PersonRecords.of(night.operator(), night.workload());
    }

    @AfterAll
    static void drop() {
        night.close();
    }

    @Test
    void find_givesEachRecord_whateverTheWayToThePerson() {
        assertThat(find("app.person", "1"))
                .containsExactly("file a/1", "file a/3", "file a/4", "file a/5", "file a/6", "file a/7", "person 1");
        assertThat(find("person", "2")).containsExactly("file a/9", "person 2");
        assertThat(find("person", "3")).containsExactly("file a/10", "person 3");
        assertThat(find("child", "1")).containsExactly("file a/2", "file a/8");
        assertThat(find("person", "4")).isEmpty();
    }

    @Test
    void operator_findsTheSame() {
        for (String table : List.of("person", "child", "address", "reply")) {
            PersonRecords.Person one = new PersonRecords.Person("app." + table, RecordKey.of("1"));
            assertThat(found(operators, one)).isEqualTo(found(records, one));
        }
    }

    @Test
    void find_takesAnyTableForAPersons_whoseRowsAreWithinReach() {
        assertThat(find("app.file", "a", "11")).containsExactly("file a/11");
        assertThat(find("app.reply", "4")).containsExactly("file a/5");
        assertThat(find("app.address", "70")).containsExactly("file a/7");
        assertThat(find("app.letter", "1")).containsExactly("letter 1");
    }

    @Test
    void person_isRefused_whenThereIsNoSuchTable_orNoSuchKey() {
        assertThatThrownBy(() -> find("app.persn", "1"))
                .isInstanceOf(NoSuchPersonException.class)
                .hasMessageContaining("app.persn")
                .hasMessageContaining("app.person");
        assertThatThrownBy(() -> find("person", "x")).hasMessageContaining("known by id");
        assertThatThrownBy(() -> find("person", "1", "2")).hasMessageContaining("known by id");
        assertThatThrownBy(() -> find("card", "1")).hasMessageContaining("no primary key");
    }

    @Test
    void person_isKnownByTheKeyThatTheDatabaseWrites() {
        assertThat(records.person("person", RecordKey.of("0001")))
                .isEqualTo(new PersonRecords.Person("app.person", RecordKey.of("1")));
        assertThat(records.written("person", List.of(RecordKey.of("01"), RecordKey.of("x"), RecordKey.of("4"))))
                .extracting(RecordKeys.Written::exists)
                .containsExactly(true, false, false);
    }

    private static List<String> find(String table, String... key) {
        return found(records, records.person(table, RecordKey.of(key)));
    }

    private static List<String> found(PersonRecords as, PersonRecords.Person person) {
        List<String> found = new ArrayList<>();
        as.find(person, each -> found.add(each.recordClass() + " " + each.key()));
        return found;
    }
}
