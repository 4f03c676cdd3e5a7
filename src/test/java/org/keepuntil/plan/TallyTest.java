package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.decide.Decision;
import org.keepuntil.sql.Workload.Work;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is counted by what records have in common, against each record by itself. */
class TallyTest {
    @TempDir
    static Path keys;

    private static SampleNight sample;
    private static Map<String, Long> listed;

    @BeforeAll
    static void makeSample() throws Exception {
        sample = SampleNight.ofSample(2000, keys);
        // most close on one of a few days, so that many have much in common; some keep a moment of their own
        new JdbcTemplate(sample.superuser()).execute("""
                delete from sees.contact; delete from sees.assessment;
                update sees.child set date_of_birth = date '2001-01-01' + (id % 7)::int where date_of_birth is not null;
                update sees.referral set received_on = date '2010-01-01', closed_at = timestamptz '2010-05-05 10:00Z' + make_interval(days => (id % 9)::int)
                    where closed_at is not null and id % 10 > 0""");
        listed = new TreeMap<>();
        Planner.of(sample.operator(), sample.workload())
                .list(
                        SampleNight.AS_OF,
                        List.of(),
                        Set.of(),
                        (recordClass, record) ->
                                listed.merge(recordClass + " " + seen(record.decision()), 1L, Long::sum));
    }

    @AfterAll
    static void dropSample() {
        sample.close();
    }

    private static String seen(Decision decision) {
        return decision.status() + " " + decision.interval() + " " + decision.act();
    }

    /** What the tally tells, and in how many pieces. */
    private static long tally(Map<String, Long> counts, long few, int combinations) throws Exception {
        long[] pieces = {0};
        List<Work> works = sample.workload().classes();
        DataSource database = sample.operator();
        new Snapshot(database).in(jdbc -> {
            Tally tally = new Tally(database, few, combinations);
            for (Work work : works) {
                tally.each(work, SampleNight.AS_OF, 2000, (found, records) -> {
                    pieces[0]++;
                    counts.merge(work.name() + " " + seen(found.decision()), records, Long::sum);
                });
            }
            return true;
        });
        return pieces[0];
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20000", // all together
        "0, 3", // hardly two of the first have anything in common
        "0, 600", // the first have, but all are too many
        "5000, 20000" // so few records that nothing is put together
    })
    void counts_areThoseOfEachRecordByItself(long few, int combinations) throws Exception {
        Map<String, Long> counts = new TreeMap<>();

        tally(counts, few, combinations);

        assertThat(counts).isEqualTo(listed);
    }

    @Test
    void combination_isDecidedOnce_andOnlyWhereThereAreFew() throws Exception {
        long records = listed.values().stream().mapToLong(Long::longValue).sum();

        assertThat(tally(new TreeMap<>(), 0, 20_000)).isBetween(100L, records / 2);
        assertThat(tally(new TreeMap<>(), 0, 3)).isEqualTo(records);
        assertThat(tally(new TreeMap<>(), 5000, 20_000)).isEqualTo(records);
    }
}
