package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problems;
import org.keepuntil.testing.TestDatabase;

/** What is wrong with a link is said with what to write. */
class LinksResolveTest {
    private static TestDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws Exception {
        database = TestDatabase.create();
        database.execute("""
                create schema app;
                create table app.file (no bigint primary key, ref text, key uuid, closed date, payload jsonb, opened boolean);
                create table app.person (id int primary key, born date);
                create table app.note (id int primary key, case_ref text, file_no int references app.file, file_key bigint, payload jsonb, kind text,
                    due date, on_file bigint not null);
                """);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            components: [note], links: [nota.case_ref -> file.ref] | there is no table nota | app.file among them
            components: [note], links: [note.case_rev -> file.ref] | table app.note has no column case_rev | did you mean case_ref
            components: [note], links: [note.case_ref -> file.reff] | table app.file has no column reff | did you mean ref
            components: [note], links: [note.case_ref -> file.ref where kynd = x] | has no column kynd | did you mean kind
            components: [note], links: [note.payload -> file.no] | which member of it is meant | note.payload ->> 'referral_id' -> file.no
            components: [note], links: ["note.case_ref ->> 'x' -> file.no"] | which has no members | leave out: ->> 'x'
            components: [note], links: [note.case_ref -> file.payload] | by which no row is known | unique
            components: [note], links: [note.file_key -> file.key] | they are never equal | hold the same value
            components: [note], links: [note.due -> file.opened] | they are never equal | hold the same value
            components: [note], links: [note.case_ref -> file.ref, app.note.case_ref -> app.file.ref] | here twice | take one of them out
            related: { note.file_no: unlink }, links: [note.file_key -> person.id] | nothing uses the link from app.note to app.person | take the line out
            related: { note.file_no: keep }, links: [note.case_ref -> file.ref] | rows of app.note refer to app.file (app.note.case_ref) | app.note.case_ref: unlink
            related: { note.file_no: keep, note.case_ref: unlink }, links: [note.case_ref -> file.ref] | would lose its link while one of them is still there | write `keep`
            related: { note.file_no: keep, note.on_file: unlink }, links: [note.on_file -> file.no] | can't be set to null | note.on_file: keep
            components: [person] | no foreign key makes rows of app.person part of a record | `app.person.case_ref -> app.file.no`
            related: { note.file_no: keep }, facts: { who: person.born } | no foreign key leads from app.file to app.person | app.person.case_ref -> app.file.no
            """)
    void problem_isSaidWithWhatToWrite(String lines, String what, String write) throws Exception {
        String facts = lines.contains("facts:") ? ", facts: [who]" : "";
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: s
                title: S
                version: 1
                records:
                  file: { title: File, events: [closing]%s }
                rules:
                  - { id: r, records: file, keep: 6 years after closing, then: destroy, authority: a test }
                """.formatted(facts));
        Files.writeString(
                folder.resolve("binding.yaml"),
                "records:\n  file: { table: app.file, open while: never, events: { closing: closed }, " + lines
                        + " }\n");
        Problems problems = new Problems();
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(Layouts.resolve(loaded.binding(), Catalog.read(connection), problems))
                    .isEmpty();
        }
        assertThat(problems.render()).contains(what).contains(write);
    }
}
