package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** Traits of links that were met in schemas of other people's software. */
class OddLinksTest {
    private static final String FILE = """
            create schema app;
            create table app.file (no int primary key, closed date, previous int references app.file);
            """;

    @TempDir
    private Path folder;

    private @Nullable FileNight night;

    @AfterEach
    void dropDatabase() {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void aRecordThatRefersToItself_goes_thoughSuchLinksAreKept() throws Exception {
        run("related: { file.previous: keep }", FILE + """
                insert into app.file values (1, '2010-01-01', 1), (2, '2010-01-01', null), (3, null, 2);
                """);

        assertThat(rows("select no::text from app.file")).containsExactly("2", "3");
    }

    @Test
    void theColumnsOfAFullKey_areCutTogether() throws Exception {
        run("related: { bill.file_year: unlink }", """
                create schema app;
                create table app.year (year int primary key);
                create table app.file (year int, no int, closed date, primary key (year, no));
                create table app.bill (no int primary key, file_year int references app.year, file_no int,
                    foreign key (file_year, file_no) references app.file match full);
                insert into app.year values (2010);
                insert into app.file values (2010, 1, '2010-01-01'), (2010, 2, null);
                insert into app.bill values (7, 2010, 1), (8, 2010, 2);
                """);

        assertThat(rows("select b::text from app.bill b")).containsExactly("(7,,)", "(8,2010,2)");
    }

    @Test
    void aPartOfARecord_goesWithIt_thoughItBelongsToARowThatIsLostToo() throws Exception {
        run("components: [folder, sheet]\\n    related: { file.previous: unlink }", FILE + """
                create table app.folder (no int primary key, file_no int references app.file);
                create table app.sheet (no int primary key, file_no int not null references app.file,
                    folder_no int not null references app.folder);
                insert into app.file values (1, '2010-01-01'), (2, null);
                insert into app.folder values (1, 1), (2, 2), (3, null);
                insert into app.sheet values (11, 1, 1), (13, 1, 3), (22, 2, 2), (23, 2, 3);
                """);

        assertThat(rows("select no::text from app.file")).containsExactly("2");
        assertThat(rows("select no::text from app.folder")).containsExactly("2", "3");
        assertThat(rows("select no::text from app.sheet")).containsExactly("22", "23");
    }

    @Test
    void triggersThatReadTheRowTheirsRefersTo_findIt_whateverTheOrderOfTheRows() throws Exception {
        run("components: [note, task]\\n    related: { file.previous: unlink }", FILE + """
                create table app.note (no int primary key, file_no int not null references app.file, parent int references app.note,
                    task_no int);
                create table app.task (no int primary key, note_no int not null references app.note);
                alter table app.note add foreign key (task_no) references app.task;
                insert into app.file values (1, '2010-01-01');
                insert into app.note values (1, 1, null), (3, 1, null), (2, 1, 1), (4, 1, 3), (5, 1, 4), (6, 1, 5);
                insert into app.task values (1, 6), (2, 4);
                update app.note set task_no = 1 where no = 1;
                create function app.look() returns trigger language plpgsql as $$ begin
                    if old.parent is not null and not exists (select from app.note where no = old.parent) then
                        raise 'the parent of % is gone', old.no; end if;
                    if old.task_no is not null and not exists (select from app.task where no = old.task_no) then
                        raise 'the task of % is gone', old.no; end if;
                    return old; end $$;
                create trigger before before delete on app.note for each row execute function app.look();
                create trigger after after delete on app.note for each row execute function app.look();
                """);

        assertThat(rows("select no::text from app.note")).isEmpty();
        assertThat(rows("select no::text from app.task")).isEmpty();
    }

    @Test
    void triggersFindTheirTables_byTheSearchPathOfTheLogin() throws Exception {
        make("components: [note]\\n    related: { file.previous: unlink }", FILE + """
                create table app.note (no int primary key, file_no int not null references app.file);
                insert into app.file values (1, '2010-01-01');
                insert into app.note values (1, 1);
                create function app.look() returns trigger language plpgsql as $$ begin
                    perform from file where no = old.file_no; return old; end $$;
                create trigger look before delete on app.note for each row execute function app.look();
                do $$ begin execute format('alter database %I set search_path = app', current_database()); end $$;
                """);

        assertThat(night().run().reconciliation().done()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void aChainOfThousandsOfRows_isNotWalkedFromItsBeginningForEach() throws Exception {
        make("components: [note]\\n    related: { file.previous: unlink }", FILE + """
                create table app.note (no int primary key, file_no int references app.file, parent int references app.note);
                create index on app.note (parent);
                insert into app.file values (1, '2010-01-01');
                insert into app.note select n, case when n = 1 then 1 end, nullif(n - 1, 0) from generate_series(1, 10000) n;
                analyze;
                """);

        assertThat(night().run().reconciliation().done()).isEqualTo(1);

        assertThat(rows("select no::text from app.note")).isEmpty();
    }

    private void run(String binding, String script) throws Exception {
        make(binding, script);
        night().run();
    }

    private void make(String binding, String script) throws Exception {
        night = FileNight.of(TestDatabase.create(), folder, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    %s
                """.formatted(binding.replace("\\n", "\n")), script);
    }

    private FileNight night() {
        if (night == null) {
            throw new IllegalStateException("no database yet");
        }
        return night;
    }

    private List<String> rows(String query) {
        return night().rows(query);
    }
}
