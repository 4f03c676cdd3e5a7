package org.keepuntil.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** Before the first row it is said which table would be read for every record. */
class MissingIndexesTest {
    @TempDir
    Path folder;

    @TempDir
    Path keys;

    @Test
    void aTableThatWouldBeReadForEachRecord_isNamedWithTheIndexThatItNeeds_untilItHasIt() throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: files
                title: Files
                version: 1
                records:
                  file: { title: File, events: [closing] }
                rules:
                  - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
                """);
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [note]
                    related: { bill.file_no: unlink }
                """);
        try (SampleNight sample = SampleNight.of("""
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.note (id int primary key, file_no int references app.file, body text) partition by range (id);
                create table app.note_1 partition of app.note for values from (0) to (10000);
                create table app.bill (id int primary key, file_no int references app.file);
                insert into app.file select n, '2010-01-01' from generate_series(1, 100) n;
                insert into app.note select n, n % 100 + 1, repeat('x', 1000) from generate_series(1, 2000) n;
                insert into app.bill select n, n from generate_series(1, 100) n;
                """, folder, keys)) {
            long allOfIt = 100L * 2000 * 1000;

            assertThat(refusals(sample, allOfIt * 2)).isEmpty();
            assertThat(refusals(sample, allOfIt)).singleElement().satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NO_INDEX);
                assertThat(refusal.message())
                        .contains("100 records of file are due")
                        .contains("the whole of app.note (2 MB)")
                        .contains("create index on \"app\".\"note\" (\"file_no\");");
            });
            sample.database().execute("create index on app.note (file_no)");
            assertThat(refusals(sample, allOfIt)).isEmpty();
            assertThat(refusals(sample, 100))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.message())
                            .contains("create index concurrently on \"app\".\"bill\" (\"file_no\");"));
        }
    }

    private static List<Refusal> refusals(SampleNight sample, long most) throws Exception {
        Plan plan = Planner.of(sample.operator(), sample.workload()).plan(SampleNight.AS_OF, title -> {});
        return new MissingIndexes(plan, new JdbcTemplate(sample.operator()), most).check(sample.workload());
    }
}
