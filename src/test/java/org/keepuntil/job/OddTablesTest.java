package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** Tables of unusual kinds, with unusual keys: a night over them, or a refusal that says why. */
class OddTablesTest {
    private static final String BINDING = """
            records:
              file: { table: app.file, open while: never, events: { closing: closed } }
            """;

    @TempDir
    Path folder;

    @Test
    void theWholeRecordGoes_whenItsTablesAreUnloggedTypedOrHaveLostColumns() throws Exception {
        try (FileNight files = make("""
                records:
                  file:
                    table: '"The App".file'
                    open while: never
                    events: { closing: closed }
                    components: [note, stay, '"Übrige 100% Teile"']
                """, """
                create schema "The App";
                set search_path = "The App";
                create table file (gone int, no int, lost text, closed date, room int,
                    primary key (no) include (closed), exclude (room with =) where (room > 0));
                alter table file drop column gone, drop column lost;
                create type noted as (id int, file_no int, body text);
                create unlogged table note of noted (primary key (id), foreign key (file_no) references file);
                create table stay (dropped int, file_no int not null references file, from_day date, unique (file_no, from_day));
                alter table stay drop column dropped;
                create table "Übrige 100% Teile" (file_no int primary key references file);
                insert into file values (1, '2010-01-01', 1), (2, '2026-01-01', 2);
                insert into note values (1, 1, 'a'), (2, 2, 'b');
                insert into stay values (1, '2001-01-01'), (1, null), (2, null);
                insert into "Übrige 100% Teile" values (1), (2);
                reset search_path;
                """)) {
            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(night.reconciliation().done()).isEqualTo(1);
            assertThat(files.rows("""
                    select 'file ' || no from "The App".file union all select 'note ' || file_no from "The App".note
                    union all select 'stay ' || file_no from "The App".stay
                    union all select 'part ' || file_no from "The App"."Übrige 100% Teile"
                    """)).containsExactly("file 2", "note 2", "part 2", "stay 2");
        }
    }

    @Test
    void aKeyThatIsUniqueOnlyInPart_isRefused() {
        assertThatThrownBy(() -> make(BINDING.replace("table:", "key: [no], table:"), """
                create schema app;
                create table app.file (no int not null, closed date, gone boolean);
                create unique index on app.file (no) where not gone;
                """))
                .hasMessageContaining("the key of file is not unique and not null in app.file");
    }

    @Test
    void aKeyWhoseColumnsAreUniqueWithOthersOnly_isRefused() {
        assertThatThrownBy(() -> make(BINDING.replace("table:", "key: [no], table:"), """
                create schema app;
                create table app.file (no int not null, year int not null, closed date);
                create unique index on app.file (no, year);
                """))
                .hasMessageContaining("the key of file is not unique and not null in app.file");
    }

    @Test
    void aForeignTable_isRefusedAsRecordAndAsComponent() {
        String elsewhere = """
                create foreign data wrapper nowhere;
                create server elsewhere foreign data wrapper nowhere;
                create schema app;
                """;
        String reason = "rows of app.file are on another server (a foreign table)";

        assertThatThrownBy(() -> make(BINDING.replace("table:", "key: [no], table:"), elsewhere + """
                        create foreign table app.file (no int not null, closed date) server elsewhere;
                        """))
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> make(BINDING, elsewhere + """
                create table app.file (no int primary key, closed date);
                create foreign table app.old_file () inherits (app.file) server elsewhere;
                """)).hasMessageContaining(reason);
        assertThatThrownBy(() -> make(BINDING.replace("table:", "key: [no], table:"), elsewhere + """
                        create table app.file (no int not null, closed date) partition by range (no);
                        create table app.new_file partition of app.file for values from (100) to (maxvalue)
                            partition by range (no);
                        create foreign table app.old_file partition of app.new_file for values from (100) to (200)
                            server elsewhere;
                        """))
                .hasMessageContaining(reason);
    }

    @Test
    void aLinkThatTheDatabaseComputes_cantBeCut() {
        assertThatThrownBy(() -> make("""
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    related: { bill.file_no: unlink }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.bill (id int primary key, file_no int generated always as (id / 10) stored references app.file);
                """))
                .hasMessageContaining(
                        "bill.file_no can't be set to null: the column is not null, or the database computes it");
    }

    private FileNight make(String binding, String script) throws Exception {
        return FileNight.of(TestDatabase.create(), folder, binding, script);
    }
}
