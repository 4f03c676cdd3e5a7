package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Disposed;
import org.keepuntil.dispose.UnexpectedRowsException;

/** Tables that triggers write when a row goes: what they write about a record goes with it, and nothing else. */
class HistoryTablesTest {
    private static final String BINDING = """
            events: { closing: closed }
            components: [visit, file_history, visit_history]
            links:
              - file_history.no -> file.no
              - visit_history.id -> visit.id
            """;
    private static final String TABLES = """
            create table app.file (no int primary key, closed date);
            create table app.visit (id int primary key, file_no int references app.file);
            create table app.file_history (no int, op text, closed date);
            create table app.visit_history (id int, op text);
            create table app.other (what text);
            create function app.of_file() returns trigger language plpgsql as $$
                begin insert into app.file_history values (old.no, tg_op, old.closed); return old; end $$;
            create function app.of_visit() returns trigger language plpgsql security definer as $$
                begin
                    begin insert into app.visit_history values (old.id, tg_op); exception when division_by_zero then null; end;
                    return null;
                end $$;
            create trigger history before delete or update on app.file for each row execute function app.of_file();
            create trigger history after delete or update on app.visit for each row execute function app.of_visit();
            insert into app.file select n, case when n < 3 then date '2010-01-01' else '2026-01-01' end from generate_series(1, 3) n;
            insert into app.visit select 10 * n, n from generate_series(1, 3) n;
            update app.file set closed = closed;
            update app.visit set id = id;
            """;

    @TempDir
    Path folder;

    private final LinkedSchema schema = new LinkedSchema();

    @AfterEach
    void dropDatabase() {
        schema.close();
    }

    @Test
    void whatATriggerWritesAboutARecord_goesInTheSameTransaction() throws Exception {
        schema.make(folder, BINDING, TABLES);

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(schema.rows("select no || op from app.file_history")).containsExactly("3UPDATE");
        assertThat(schema.rows("select id || op from app.visit_history")).containsExactly("30UPDATE");
        assertThat(schema.entries(Disposed.class))
                .hasSize(2)
                .extracting(Disposed::removed)
                .containsOnly(Map.of("app.file", 1L, "app.visit", 1L, "app.file_history", 2L, "app.visit_history", 2L));
        assertThat(schema.rows("select table_name || ' ' || rows from keepuntil.progress_component order by 1"))
                .containsExactly("app.file 2", "app.file_history 4", "app.visit 2", "app.visit_history 4");
    }

    @Test
    void aHistoryThatNumbersItsRows_isGrantedItsSequence() throws Exception {
        schema.make(
                folder,
                BINDING,
                TABLES.replace("app.file_history (no int", "app.file_history (id serial primary key, no int")
                        .replace("app.file_history values", "app.file_history (no, op, closed) values"));

        assertThat(schema.run().stopped()).isEmpty();
        assertThat(schema.rows("select no || op from app.file_history")).containsExactly("3UPDATE");
    }

    @Test
    void aHistoryOfAHistory_goesToo() throws Exception {
        schema.make(
                folder,
                BINDING.replace("visit_history]", "visit_history, history_history]")
                        + "  - history_history.no -> file_history.no\n",
                TABLES + """
                create table app.history_history (no int);
                create function app.of_history() returns trigger language plpgsql security definer as $$
                    begin insert into app.history_history values (old.no); return old; end $$;
                create trigger history after delete on app.file_history for each row execute function app.of_history();
                """);

        Night night = schema.run();

        assertThat(night.stopped()).isEmpty();
        assertThat(schema.rows("select no::text from app.history_history")).isEmpty();
        assertThat(schema.rows("select no || op from app.file_history")).containsExactly("3UPDATE");
    }

    @Test
    void aTriggerThatWritesARowForEachThatGoes_stopsTheClassWithItsName() throws Exception {
        schema.make(folder, BINDING, TABLES + """
                create function app.again() returns trigger language plpgsql security definer as $$
                    begin insert into app.file_history values (old.no, 'again', null); return old; end $$;
                create trigger again after delete on app.file_history for each row execute function app.again();
                """);

        Night night = schema.run();

        assertThat(night.stopped().get("file"))
                .isInstanceOf(UnexpectedRowsException.class)
                .hasMessageContaining("app.file_history");
        assertThat(schema.rows("select no::text from app.file order by 1")).containsExactly("1", "2", "3");
    }

    @Test
    void aRowThatIsNotAboutTheRecord_stopsTheClass_thoughItIsInATableOfHistories() throws Exception {
        schema.make(folder, BINDING, TABLES + """
                create function app.more() returns trigger language plpgsql security definer as $$
                    begin insert into app.visit_history values (99, 'more'); return old; end $$;
                create trigger more after delete on app.file for each row execute function app.more();
                """);

        Night night = schema.run();

        assertThat(night.stopped().get("file"))
                .isInstanceOf(UnexpectedRowsException.class)
                .hasMessageContaining("app.visit_history");
        assertThat(schema.rows("select no::text from app.file order by 1")).containsExactly("1", "2", "3");
        assertThat(schema.rows("select id::text from keepuntil.gone_value")).isEmpty();
    }

    @Test
    void aTableThatTriggersWriteAndTheBindingDoesNotKnow_stopsTheClassStill() throws Exception {
        schema.make(folder, BINDING, TABLES + """
                create function app.elsewhere() returns trigger language plpgsql security definer as $$
                    begin insert into app.other values (old.no::text); return old; end $$;
                create trigger elsewhere after delete on app.file for each row execute function app.elsewhere();
                """);

        assertThat(schema.run().stopped().get("file")).hasMessageContaining("app.other");
    }
}
