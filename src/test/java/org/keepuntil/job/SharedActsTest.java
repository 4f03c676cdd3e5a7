package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.dispose.UnexpectedRowsException;

/** Acts that leave the record, where other records have a part in its rows, or where triggers keep what was there. */
class SharedActsTest {
    private static final String ANONYMISE = SharedNight.FILES.replace(
            "keep: 6 years after closing, then: destroy",
            "stages: [ { keep: 6 years after closing, then: anonymise }, { keep: 60 years after closing, then: destroy } ]");
    private static final String REDACT = SharedNight.FILES.replace("then: destroy", "then: redact");
    private static final String TABLES = """
            create schema app;
            create table app.child (id int primary key, name text);
            create table app.address (id int primary key, child_id int not null references app.child, line text);
            create table app.file (no int primary key, closed date, summary text, child_id int references app.child);
            insert into app.child values (1, 'both go'), (2, 'one stays'), (3, 'alone'), (4, 'of nobody');
            insert into app.address select n * 10, n, 'x' from generate_series(1, 4) n;
            insert into app.file values (1, '2010-01-01', 's', 1), (2, '2010-01-01', 's', 1), (3, '2010-01-01', 's', 2),
                (4, '2026-01-01', 's', 2), (5, '2010-01-01', 's', 3), (6, '2010-01-01', 's', null);
            """;
    private static final String FILE = """
            records:
              file:
                table: app.file
                open while: never
                events: { closing: closed }
                components: [child, address]
            """;
    private static final String HISTORY = """
            create schema app;
            create table app.file (no int primary key, closed date, summary text);
            create table app.note (id int primary key, file_no int not null references app.file, said text);
            create table app.file_history (no int, summary text);
            create table app.note_history (id int, said text);
            create function app.of_file() returns trigger language plpgsql security definer as $$
                begin insert into app.file_history values (old.no, old.summary); return new; end $$;
            create function app.of_note() returns trigger language plpgsql security definer as $$
                begin insert into app.note_history values (old.id, old.said); return null; end $$;
            create trigger history before update on app.file for each row execute function app.of_file();
            create trigger history after update or delete on app.note for each row execute function app.of_note();
            insert into app.file values (1, '2010-01-01', 'first'), (2, '2026-01-01', 'stays');
            insert into app.note values (10, 1, 'said'), (20, 2, 'stays');
            update app.file set summary = summary || ' and second';
            """;
    private static final String WITH_HISTORY = """
            records:
              file:
                table: app.file
                open while: never
                events: { closing: closed }
                components: [note, file_history, note_history]
                links: [ file_history.no -> file.no, note_history.id -> note.id ]
                redact: [summary, %s]
            """;

    @TempDir
    Path folder;

    private @Nullable SharedNight night;

    @AfterEach
    void dropDatabase() {
        if (night != null) {
            night.close();
        }
    }

    private SharedNight make(String schedule, String binding, String script) throws Exception {
        night = new SharedNight(folder, schedule, binding, script);
        return Objects.requireNonNull(night);
    }

    @Test
    void aRecordThatSharesAChangedRowWithOneThatStays_isSetAside() throws Exception {
        SharedNight made = make(ANONYMISE, FILE + """
                    anonymise:
                      file: { no: keep, closed: year, summary: remove, child_id: keep }
                      child: { id: keep, name: remove }
                      address: { id: keep, child_id: keep, line: remove }
                """, TABLES);

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "address 10,1,",
                        "address 20,2,x",
                        "address 30,3,",
                        "address 40,4,x",
                        "child 1,",
                        "child 2,\"one stays\"",
                        "child 3,",
                        "child 4,\"of nobody\"",
                        "file 1,2010-01-01,,1",
                        "file 2,2010-01-01,,1",
                        "file 3,2010-01-01,s,2",
                        "file 4,2026-01-01,s,2",
                        "file 5,2010-01-01,,3",
                        "file 6,2010-01-01,,");
        assertThat(made.outcomes())
                .isEqualTo(Map.of("file 3", "failed: a row of app.child belongs to another record too, which stays"));
        assertThat(made.counts("file"))
                .isEqualTo(Map.of("changed app.file", 4L, "changed app.child", 2L, "changed app.address", 2L));
        assertThat(made.jdbc.queryForList(
                        "select key[1] from keepuntil.stage where deed is not null order by 1", String.class))
                .containsExactly("1", "2", "5", "6");
    }

    @Test
    void aSharedRowThatIsKept_keepsNoRecordFromTheAct() throws Exception {
        SharedNight made = make(ANONYMISE, FILE + """
                    anonymise:
                      file: { no: keep, closed: year, summary: remove, child_id: keep }
                      child: { id: keep, name: keep }
                      address: { id: keep, child_id: keep, line: keep }
                """, TABLES);

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.counts("file")).isEqualTo(Map.of("changed app.file", 5L));
        assertThat(made.jdbc.queryForList("select no::text from app.file where summary is not null", String.class))
                .containsExactly("4");
    }

    @Test
    void aSharedRowGoesWithTheLastThatRefersToIt_ofWhatGoes() throws Exception {
        SharedNight made =
                make(REDACT, FILE.replace("[child, address]", "[visit, worker, badge]") + "    redact: [visit]\n", """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.worker (id int primary key);
                create table app.badge (id int primary key, worker_id int not null references app.worker);
                create table app.visit (id int primary key, file_no int not null references app.file, worker_id int references app.worker);
                insert into app.file values (1, '2010-01-01'), (2, '2026-01-01');
                insert into app.worker select generate_series(1, 3);
                insert into app.badge select n * 100, n from generate_series(1, 3) n;
                insert into app.visit values (10, 1, 1), (11, 1, 2), (20, 2, 2);
                """);

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "badge 200,2",
                        "badge 300,3",
                        "file 1,2010-01-01",
                        "file 2,2026-01-01",
                        "visit 20,2,2",
                        "worker 2",
                        "worker 3");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of("removed app.visit", 2L, "removed app.worker", 1L, "removed app.badge", 1L));
    }

    @Test
    void whatATriggerWritesOfAChange_goesInTheSameTransaction() throws Exception {
        SharedNight made = make(REDACT, WITH_HISTORY.formatted("note, file_history"), HISTORY);

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "file 1,2010-01-01,",
                        "file 2,2026-01-01,\"stays and second\"",
                        "file_history 2,stays",
                        "note 20,2,stays");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of(
                        "changed app.file", 1L,
                        "removed app.file_history", 2L,
                        "removed app.note", 1L,
                        "removed app.note_history", 1L));
    }

    @Test
    void whatATriggerWrites_whenTooFewAreAlike_goesToo() throws Exception {
        SharedNight made = make(ANONYMISE, WITH_HISTORY.replace("redact: [summary, %s]", """
                        anonymise: { file: { no: keep, closed: year, summary: keep }, note: remove, file_history: remove }
                            anonymity: { k: 2, over: [summary] }"""), HISTORY);

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "file 1,2010-01-01,",
                        "file 2,2026-01-01,\"stays and second\"",
                        "file_history 2,stays",
                        "note 20,2,stays");
    }

    @Test
    void aTriggerThatKeepsWhatWasChanged_stopsTheClass_whereItsTableDoesNotGo() throws Exception {
        SharedNight made = make(REDACT, WITH_HISTORY.formatted("note"), HISTORY);

        Night ran = made.run();

        assertThat(ran.stopped().get("file"))
                .isInstanceOf(UnexpectedRowsException.class)
                .hasMessageContaining("app.file_history");
        assertThat(made.all())
                .isEqualTo(List.of(
                        "file 1,2010-01-01,\"first and second\"",
                        "file 2,2026-01-01,\"stays and second\"",
                        "file_history 1,first",
                        "file_history 2,stays",
                        "note 10,1,said",
                        "note 20,2,stays"));
    }
}
