package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** What versions of PostgreSQL after 14 have brought into schemas. */
class NewerSchemasTest {
    private static final String BINDING = """
            records:
              file: { table: app.file, open while: never, events: { closing: closed } }
            """;
    private static final String WITH_NOTES = BINDING.replace(" } }", " }, components: [note] }");

    @TempDir
    Path folder;

    @Test
    void aUniqueKeyThatTakesOneNull_isNoKeyOfARecord() {
        assertThatThrownBy(() -> make(15, BINDING.replace("table:", "key: [no], table:"), """
                create schema app;
                create table app.file (no int unique nulls not distinct, closed date);
                """))
                .hasMessageContaining("the key of file is not unique and not null in app.file");
    }

    @Test
    void aKeyThatSetsSomeOfItsColumnsNull_isCutWhereItCanBe() throws Exception {
        try (FileNight files = make(15, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    related: { bill.file_no: unlink }
                """, """
                create schema app;
                create table app.file (tenant int, no int, closed date, primary key (tenant, no));
                create table app.bill (id int primary key, tenant int not null, file_no int,
                    foreign key (tenant, file_no) references app.file on delete set null (file_no));
                insert into app.file values (7, 1, '2010-01-01'), (7, 2, '2026-01-01');
                insert into app.bill values (1, 7, 1), (2, 7, 2);
                create view app.bills with (security_invoker) as select * from app.bill;
                """)) {
            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(files.rows("select id || ' ' || tenant || ' ' || coalesce(file_no::text, '-') from app.bills"))
                    .containsExactly("1 7 -", "2 7 2");
        }
    }

    @Test
    void columnsThatAreComputedWhenRead_areReadLikeOthers() throws Exception {
        try (FileNight files = make(18, WITH_NOTES, """
                create schema app;
                create table app.file (no int primary key, year int, closed date generated always as (make_date(year, 1, 1)) virtual);
                create table app.note (id int primary key, file_no int references app.file, half int generated always as (id / 2));
                insert into app.file (no, year) values (1, 2010), (2, 2026);
                insert into app.note (id, file_no) values (1, 1), (2, 2);
                """)) {
            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(files.rows("select no || ' ' || id from app.file join app.note on file_no = no"))
                    .containsExactly("2 2");
            assertThat(files.rows("select id::text from app.note")).containsExactly("2");
        }
    }

    @Test
    void aKeyThatIsNotNullForNewRowsOnly_isNoKeyOfARecord() {
        assertThatThrownBy(() -> make(18, BINDING.replace("table:", "key: [no], table:"), """
                create schema app;
                create table app.file (no int unique, closed date);
                insert into app.file values (null, '2010-01-01');
                alter table app.file add constraint later not null no not valid;
                """))
                .hasMessageContaining("the key of file is not unique and not null in app.file");
    }

    @Test
    void aForeignKeyThatIsNotEnforced_isALinkThatHasToBeDeclared() throws Exception {
        String script = """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.note (id int primary key, file_no int references app.file not enforced);
                insert into app.file values (1, '2010-01-01'), (2, '2026-01-01');
                insert into app.note values (1, 1), (2, 2), (3, 404), (4, null);
                """;
        assertThatThrownBy(() -> make(18, BINDING, script))
                .hasMessageContaining("rows of app.note refer to app.file (app.note.file_no)");
        try (FileNight files = make(18, WITH_NOTES, script)) {
            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(files.rows("select no::text from app.file")).containsExactly("2");
            assertThat(files.rows("select id::text from app.note")).containsExactly("2", "3", "4");
            assertThat(files.sample()
                            .workload()
                            .work("file")
                            .layout()
                            .components()
                            .get(0)
                            .owners())
                    .noneMatch(key -> key.isConstraint());
        }
    }

    @Test
    void aKeyWithATimeSpan_tellsRecordsApart() throws Exception {
        try (FileNight files = make(18, BINDING, """
                create schema app;
                create table app.file (kind int4range, valid_at daterange, closed date, primary key (kind, valid_at without overlaps));
                insert into app.file values
                    ('[1,2)', '[2001-01-01,2010-01-01)', '2010-01-01'), ('[1,2)', '[2010-01-01,)', null),
                    ('[2,3)', '[2001-01-01,2010-01-01)', '2010-01-01');
                """)) {
            FileNight.hold(files.sample(), "file", List.of("[2,3)", "[2001-01-01,2010-01-01)"));

            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(files.rows("select kind || ' ' || valid_at from app.file"))
                    .containsExactly("[1,2) [2010-01-01,)", "[2,3) [2001-01-01,2010-01-01)");
        }
    }

    @Test
    void aForeignKeyOverTimeSpans_isRefused() {
        String script = """
                create schema app;
                create table app.file (kind int4range, valid_at daterange, closed date, primary key (kind, valid_at without overlaps));
                create table app.note (id int primary key, kind int4range, valid_at daterange, made date,
                    foreign key (kind, period valid_at) references app.file (kind, period valid_at));
                """;
        String reason = "foreign key note_kind_valid_at_fkey of app.note compares spans of time (PERIOD)";

        assertThatThrownBy(() -> make(18, WITH_NOTES, script)).hasMessageContaining(reason);
        assertThatThrownBy(() -> make(18, """
                records:
                  file: { table: app.note, open while: never, events: { closing: file.closed } }
                """, script)).hasMessageContaining(reason);
    }

    private FileNight make(int version, String binding, String script) throws Exception {
        return FileNight.of(TestDatabase.ofVersion(version), folder, binding, script);
    }
}
