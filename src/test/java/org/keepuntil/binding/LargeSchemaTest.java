package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problems;
import org.keepuntil.testing.TestDatabase;

/** Hundreds of tables that refer to each other in millions of ways: a binding is held against them at once, not after an hour. */
@Timeout(120) // an order of millions of ways would take hours
class LargeSchemaTest {
    private static TestDatabase database;
    private static Catalog catalog;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeDatabase() throws Exception {
        database = TestDatabase.create();
        // each table has keys to sixteen of the eighty before it: from each there are millions of ways of six steps up
        database.execute("""
                do $$ declare keys text; begin
                    for i in 0..499 loop
                        select string_agg(format(', to_%s int references t%s', j, j), '') into keys
                            from (select distinct greatest(0, i - 1 - (i * 7 + n * 5) % 80) as j from generate_series(1, 16) n) k where i > 0;
                        execute format('create table t%s (id int primary key, made date%s)', i, keys);
                    end loop;
                end $$;
                create table far (id int primary key, made date, of_t0 int references t0);
                create table root (id int primary key, closed date, of_t499 int references t499, of_t470 int references t470);
                create table part (id int primary key, root_id int references root, of_t499 int references t499);
                """);
        try (Connection connection = database.dataSource().getConnection()) {
            catalog = Catalog.read(connection);
        }
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void aPathWithManyWays_isRefusedAtOnce() throws Exception {
        assertThat(problems("t300.made")).contains("there are several ways from public.root to public.t300");
    }

    @Test
    void aPathThatIsNotThere_isRefusedAtOnce() throws Exception {
        assertThat(problems("far.made")).contains("no foreign key leads from public.root to public.far");
    }

    @Test
    void thePathThatIsThere_isFoundAtOnce() throws Exception {
        assertThat(problems("t499.made")).isEmpty();
    }

    @Test
    void manyComponents_arePutInOrderAtOnce() throws Exception {
        StringBuilder components = new StringBuilder();
        for (int i = 1; i < 500; i++) {
            components.append(i == 1 ? "" : ", ").append('t').append(i);
        }
        Problems problems = new Problems();
        Optional<Layouts> layouts = resolve("""
                records:
                  file:
                    table: t0
                    open while: never
                    events: { closing: made }
                    components: [%s, part]
                    related: { far.of_t0: unlink, root.of_t499: unlink, root.of_t470: unlink }
                """.formatted(components), problems);

        assertThat(problems.errors()).isZero();
        assertThat(layouts.orElseThrow().of("file").components()).hasSize(500);
    }

    private String problems(String path) throws Exception {
        Problems problems = new Problems();
        resolve("""
                records:
                  file:
                    table: root
                    open while: never
                    events: { closing: %s }
                    components: [part]
                """.formatted(path), problems);
        return problems.render();
    }

    private Optional<Layouts> resolve(String binding, Problems problems) throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: large
                title: Large
                version: 1
                records:
                  file: { title: File, events: [closing] }
                rules:
                  - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
                """);
        Files.writeString(folder.resolve("binding.yaml"), binding);
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        return Layouts.resolve(loaded.binding(), catalog, problems);
    }
}
