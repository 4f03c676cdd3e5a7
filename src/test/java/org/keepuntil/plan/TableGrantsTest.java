package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.SampleNight;

/** The rights that are granted because triggers write tables that are none of the record's. */
class TableGrantsTest {
    private static final String TABLES = """
            create schema app; create schema other;
            create table app.file (no int primary key, closed date);
            create table app.invoice (no int primary key, file_no int references app.file);
            create index on app.invoice (file_no);
            create table app.gone (id bigserial primary key, no int);
            create table app.unlinked (id bigint generated always as identity primary key, no int);
            create table app.added (no int); create table app.by_owner (no int);
            create table app.same (no int); create table other.same (no int);
            create function app.go() returns trigger language plpgsql as $$
                begin insert into app.gone (no) values (old.no); insert into same values (old.no); return old; end $$;
            create trigger go before delete on app.file for each row execute function app.go();
            create function app.unlink() returns trigger language plpgsql as $$
                begin insert into unlinked (no) values (old.no); return new; end $$;
            create trigger "delete on nothing" after update of file_no on app.invoice for each row execute function app.unlink();
            create function app.add() returns trigger language plpgsql as $$
                begin insert into app.added values (new.no); return new; end $$;
            create trigger "add delete" before insert on app.file for each row execute function app.add();
            create function app.own() returns trigger language plpgsql security definer as $$
                begin insert into app.by_owner values (old.no); return old; end $$;
            create trigger own before delete on app.file for each row execute function app.own();
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path keys;

    private SampleNight sample;

    @BeforeEach
    void makeDatabase() throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: files
                title: Files
                version: 1
                records: { file: { title: Files, events: [closing] } }
                rules: [{ id: six, records: file, keep: 6 years after closing, then: destroy }]
                """);
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    related: { invoice.file_no: unlink }
                """);
        sample = SampleNight.of(TABLES, folder, keys);
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private List<String> inserts(List<String> statements) {
        return statements.stream()
                .filter(each -> each.contains("insert") || each.contains("sequence"))
                .map(each -> each.replaceFirst(" to .*", ""))
                .toList();
    }

    @Test
    void statements_letTheOperatorAddWhatTriggersAdd_whereThatIsKnownAndNeeded() throws Exception {
        List<String> statements = Grants.of(sample.workload())
                .statements(Roles.of(sample.database().name()));

        assertThat(inserts(statements))
                .containsExactlyInAnyOrder(
                        "grant insert on \"app\".\"gone\"",
                        "grant usage on sequence \"app\".\"gone_id_seq\"",
                        "grant insert on \"app\".\"unlinked\"");
    }

    @Test
    void missing_listsWhatWasTakenBack() throws Exception {
        String operator = Roles.of(sample.database().name()).operator();
        sample.database().execute("revoke insert on app.unlinked from \"" + operator + "\"");
        sample.database().execute("revoke usage on sequence app.gone_id_seq from \"" + operator + "\"");

        try (Connection connection = sample.superuser().getConnection()) {
            assertThat(Grants.of(sample.workload())
                            .missing(connection, Roles.of(sample.database().name())))
                    .containsExactlyInAnyOrder(
                            "grant insert on \"app\".\"unlinked\" to \"" + operator + "\"",
                            "grant usage on sequence \"app\".\"gone_id_seq\" to \"" + operator + "\"");
        }
    }
}
