package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.SampleNight;

class RecordKeysTest {
    private static final String SCHEDULE = """
            schedule: notes
            title: Notes
            version: 1
            records:
              note:
                title: Notes
                events: [closure]
            rules:
              - id: note-6
                records: note
                keep: 6 years after closure
                then: destroy
            """;
    private static final String BINDING = """
            records:
              note:
                table: app.note
                where: { kind: internal }
                open while: never
                events:
                  closure: closed_on
            """;

    @TempDir
    private Path temp;

    @Test
    void keys_areThoseOfTheDatabase_whateverTheirTypes() throws Exception {
        Files.writeString(temp.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(temp.resolve("binding.yaml"), BINDING);
        String tables = """
                create schema app;
                create table app.note (
                    office char(4), year smallint, kind text not null, closed_on date, primary key (office, year));
                insert into app.note values ('A', 2001, 'internal', null), ('AB', 2001, 'internal', null), ('ABC', 2001, 'other', null);
                """;
        try (SampleNight night = SampleNight.of(tables, temp, temp.resolve("keys"))) {
            Workload.Work work = night.workload().work("note");
            RecordKeys keys = RecordKeys.of(night.operator(), work);

            assertThat(keys.asWritten(RecordKey.of("AB", "02001"))).contains(RecordKey.of("AB", "2001"));
            assertThat(keys.asWritten(RecordKey.of("AB", "soon"))).isEmpty();
            assertThat(keys.asWritten(RecordKey.of("AB"))).isEmpty();
            assertThat(keys.exists(RecordKey.of("AB", "2001"))).isTrue();
            assertThat(keys.exists(RecordKey.of("AX", "2001"))).isFalse();
            assertThat(keys.exists(RecordKey.of("ABC", "2001")))
                    .as("of another class")
                    .isFalse();
            Planner planner = Planner.of(night.operator(), night.workload());
            assertThat(planner.find(SampleNight.AS_OF, "note", RecordKey.of("AB", "2001")))
                    .hasValueSatisfying(found -> assertThat(found.key()).isEqualTo(RecordKey.of("AB", "2001")));
            assertThat(planner.find(SampleNight.AS_OF, "note", RecordKey.of("AX", "2001")))
                    .isEmpty();
        }
    }
}
