package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Disposed;

/** Records whose rows hang together by links that the database does not know, or of which it knows too many. */
class LinksTest {
    @TempDir
    Path folder;

    private final LinkedSchema schema = new LinkedSchema();

    @AfterEach
    void dropDatabase() {
        schema.close();
    }

    @Test
    void ofTwoForeignKeysToOneTable_theOneNamedIsTaken() throws Exception {
        make("""
                people: { child: { born: person.born } }
                events: { closing: latest of visit.made_on }
                components: [visit]
                links: [file.child_id -> person.id, visit.file_no -> file.no]
                related: { visit.copied_from: unlink }
                """, """
                create table app.person (id int primary key, born date);
                create table app.file (no int primary key, closed date, child_id int references app.person, worker_id int references app.person);
                create table app.visit (id int primary key, file_no int references app.file, copied_from int references app.file, made_on date);
                insert into app.person values (1, '1960-01-01'), (2, '2020-01-01');
                insert into app.file values (1, '2010-01-01', 1, 2), (2, '2010-01-01', 2, 1), (3, '2010-01-01', 1, 2);
                insert into app.visit values (1, 1, null, '2010-01-01'), (2, 3, 1, '2026-01-01'), (3, 2, null, '2010-01-01');
                """, "until age 25 of the child");

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files()).isEqualTo("2");
        assertThat(schema.rows("select id || ' ' || coalesce(copied_from::text, '-') from app.visit order by 1"))
                .containsExactly("3 -");
    }

    @Test
    void twoWays_areRefusedWithTheLineThatChooses() {
        assertThatThrownBy(() -> make("events: { closing: person.born }", """
                create table app.person (id int primary key, born date);
                create table app.file (no int primary key, child_id int references app.person, worker_id int references app.person);
                """))
                .hasMessageContaining("several ways from app.file to app.person")
                .hasMessageContaining("`app.file.child_id -> app.person.id`");
    }

    @Test
    void aKeyBesideTheOneNamed_needsAFate() {
        assertThatThrownBy(() -> make("""
                events: { closing: closed }
                components: [visit]
                links: [visit.file_no -> file.no]
                """, """
                create table app.file (no int primary key, closed date);
                create table app.visit (id int primary key, file_no int references app.file, copied_from int references app.file);
                """))
                .hasMessageContaining("by copied_from too")
                .hasMessageContaining("app.visit.copied_from: unlink");
    }

    @Test
    void aLinkByAColumnThatServesSeveralTables_countsForItsOwnRowsAlone() throws Exception {
        make("""
                events: { closing: closed, last note: latest of note.made_on else closing }
                components: [note, comment]
                links:
                  - note.subject_id -> file.no where subject_type = 'App\\Models\\File'
                  - comment.on_id -> note.id where on_kind = note
                  - bookmark.thing_id -> file.no where thing_type = 'file'
                related: { bookmark.thing_id: unlink }
                """, """
                create table app.file (no bigint primary key, closed date);
                create table app.note (id int primary key, subject_type varchar(60) not null, subject_id int not null, made_on date);
                create table app.comment (id int primary key, on_kind text, on_id int);
                create table app.bookmark (id int primary key, thing_type text, thing_id text);
                insert into app.file select n, '2010-01-01' from generate_series(1, 4) n;
                insert into app.note values (1, 'App\\Models\\File', 1, '2010-01-01'), (2, 'App\\Models\\File', 2, '2026-01-01'),
                    (3, 'App\\Models\\User', 3, '2026-01-01'), (4, 'App\\Models\\User', 1, '2010-01-01');
                insert into app.comment values (1, 'note', 1), (2, 'note', 4), (3, 'page', 1);
                insert into app.bookmark values (1, 'file', '1'), (2, 'file', '2'), (3, 'page', '1'), (4, 'file', '01'), (5, 'file', 'x');
                """, "6 years after last note");

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files()).isEqualTo("2");
        assertThat(ids("note")).isEqualTo("2,3,4");
        assertThat(ids("comment")).isEqualTo("2,3");
        assertThat(
                        schema.rows(
                                "select concat_ws(' ', id, coalesce(thing_type, '-'), coalesce(thing_id, '-')) from app.bookmark order by 1"))
                .containsExactly("1 - -", "2 file 2", "3 page 1", "4 file 01", "5 file x");
        assertThat(schema.entries(Disposed.class))
                .extracting(Disposed::removed)
                .contains(Map.of("app.file", 1L, "app.note", 1L, "app.comment", 1L));
    }

    @Test
    void aLinkInAMemberOfJson_isFollowedAndCut() throws Exception {
        make("""
                events: { closing: closed }
                components: [event]
                links:
                  - event.payload ->> 'file' -> file.no
                  - job.args ->> 'file''s no' -> file.no
                  - old_job.args ->> 'file' -> file.no
                related: { job.args: unlink, old_job.args: unlink }
                """, """
                create table app.file (no bigint primary key, closed date);
                create table app.event (id int primary key, payload jsonb not null);
                create table app.job (id int primary key, args jsonb not null);
                create table app.old_job (id int primary key, args json);
                insert into app.file values (1, '2010-01-01'), (2, '2026-01-01'), (9223372036854775807, '2010-01-01');
                insert into app.event values (1, '{"file": 1}'), (2, '{"file": "1"}'), (3, '{"file": 2}'), (4, '{"file": null}'), (5, '[1]'),
                    (6, '{"file": "9223372036854775807"}'), (7, '{"file": "9223372036854775808"}'), (8, '{"file": [1]}');
                insert into app.job values (1, '{"file''s no": 1, "do": "print"}'), (2, '{"file''s no": 2}');
                insert into app.old_job values (1, '{"file": 1, "do": "print"}'), (2, null);
                """);

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files()).isEqualTo("2");
        assertThat(ids("event")).isEqualTo("3,4,5,7,8");
        assertThat(schema.rows("select args::text from app.job order by id"))
                .containsExactly("{\"do\": \"print\"}", "{\"file's no\": 2}");
        assertThat(schema.rows("select args::text from app.old_job order by id"))
                .containsExactly("{\"do\": \"print\"}", null);
    }

    @Test
    void aSchemaWithoutAnyForeignKey_isBoundByLinksAlone() throws Exception {
        make("""
                people: { child: { born: person.born } }
                events: { closing: closed }
                facts: { in care: any of episode where kind = care }
                components: [letter, page, scan]
                links:
                  - file.child_ref -> person.nhs_no
                  - episode.person -> person.nhs_no
                  - letter.case_ref -> file.ref
                  - page.(tenant, letter) -> letter.(tenant, no)
                  - scan.file_key -> file.key
                  - claim.case_ref -> file.ref
                related: { claim.case_ref: keep }
                """, """
                create table app.person (nhs_no text unique, born date);
                create table app.episode (person varchar(10), kind text);
                create table app.file (no int primary key, ref text unique, key uuid unique not null default gen_random_uuid(), child_ref text, closed date);
                create table app.letter (tenant int, no int, case_ref varchar(20), unique (tenant, no));
                create table app.page (id int, tenant int, letter int);
                create table app.scan (id int, file_key text);
                create table app.claim (id int, case_ref text);
                insert into app.person values ('A', '1990-01-01'), ('B', '2020-01-01'), ('C', '1990-01-01');
                insert into app.episode values ('A', 'holiday'), ('C', 'care');
                insert into app.file (no, ref, child_ref, closed) values (1, 'R1', 'A', '2010-01-01'), (2, 'R2', 'B', '2010-01-01'), (3, 'R3', 'C', '2010-01-01'),
                    (4, 'R4', 'A', '2010-01-01'), (5, 'R5', 'unknown', '2010-01-01');
                insert into app.letter values (1, 1, 'R1'), (2, 1, 'R2'), (1, 2, null);
                insert into app.page values (1, 1, 1), (2, 2, 1), (3, 1, 2), (4, 1, null);
                insert into app.scan select no, key::text from app.file;
                insert into app.claim values (1, 'R4');
                """, "until age 25 of the child", "when: { in care: false }");

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files()).isEqualTo("2,3,4,5");
        assertThat(schema.rows("select coalesce(case_ref, '-') from app.letter order by 1"))
                .containsExactly("-", "R2");
        assertThat(ids("page")).isEqualTo("2,3,4");
        assertThat(ids("scan")).isEqualTo("2,3,4,5");
    }

    @Test
    void aRowThatRefersToAValueOfTwoRecords_keepsBothUntilBothGo() throws Exception {
        make("""
                events: { closing: closed }
                components: [letter]
                links: [letter.case_ref -> file.ref]
                """, """
                create table app.file (no int primary key, ref text, closed date);
                create table app.letter (id int primary key, case_ref text);
                insert into app.file values (1, 'R1', '2010-01-01'), (2, 'R1', '2026-01-01'), (3, 'R3', '2010-01-01');
                insert into app.letter values (1, 'R1'), (2, 'R3');
                """);

        schema.run();

        assertThat(files()).isEqualTo("1,2");
        assertThat(ids("letter")).isEqualTo("1");
    }

    private void make(String binding, String script, String... rule) throws Exception {
        schema.make(folder, binding, script, rule);
    }

    private String files() {
        return String.join(",", schema.rows("select no::text from app.file order by no"));
    }

    private String ids(String table) {
        return String.join(",", schema.rows("select id::text from app." + table + " order by id"));
    }
}
