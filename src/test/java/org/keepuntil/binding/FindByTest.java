package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problems;
import org.keepuntil.testing.TestDatabase;

/** What a record can be found by when it is gone. */
class FindByTest {
    private static TestDatabase database;

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @BeforeAll
    static void load() {
        database = TestDatabase.create();
        database.execute("""
                create schema app;
                create table app.person (id int primary key, surname text, day_of_birth date, photo bytea);
                create table app.file (no bigint primary key, person_id int references app.person, reference text, surname text, closed date);
                create table app.visit (id int primary key, file_no bigint not null references app.file, visitor text);
                create table app.parent (id int primary key, file_no bigint not null references app.file, name text);
                """);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private Optional<Layouts> layouts(String lines) throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: s
                title: S
                version: 1
                records:
                  file: { title: File, people: [child], events: [closing] }
                rules:
                  - { id: r, records: file, keep: until age 25, then: destroy, authority: a test }
                """);
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed },
                    people: { child: { born: person.day_of_birth } }, components: [visit, parent], %s }
                """.formatted(lines));
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection connection = database.dataSource().getConnection()) {
            return Layouts.resolve(loaded.binding(), Catalog.read(connection), problems);
        }
    }

    private List<String> columns(String lines) throws Exception {
        return layouts(lines).orElseThrow(() -> new AssertionError(problems.render())).of("file").findBy().stream()
                .map(found -> found.name() + ": " + found.path().end() + "."
                        + found.path().column().name())
                .toList();
    }

    @Test
    void aBareName_isTheRecordsOwn_orThePersons() throws Exception {
        assertThat(columns("find by: [reference, born]"))
                .containsExactly("reference: app.file.reference", "born: app.person.day_of_birth");
        assertThat(columns("find by: surname")).containsExactly("surname: app.file.surname");
        assertThat(columns("find by: [person.surname, day_of_birth]"))
                .containsExactly("surname: app.person.surname", "day_of_birth: app.person.day_of_birth");
        assertThat(columns("find by: [visit.visitor, born]"))
                .containsExactly("visitor: app.visit.visitor", "born: app.person.day_of_birth");
        assertThat(columns("cap: none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            find by: [surnam] | table app.file has no column surnam | surname
            find by: [persn.surname] | there is no table persn | app.file among them
            find by: [surname, person.surname] | there are two surname to find a record by | take one of them out
            find by: [visit.visitor, parent.name] | a record may have several rows of app.parent | one other table
            find by: [person.photo] | person.photo is of type bytea | text, days or numbers
            """)
    void problem_isSaidWithWhatToWrite(String lines, String what, String write) throws Exception {
        assertThat(layouts(lines)).isEmpty();
        assertThat(problems.render()).contains(what).contains(write);
    }
}
