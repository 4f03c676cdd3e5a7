package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells a {@link Watch} of the records of one class after the other. */
final class Watched {
    /** Telling takes time too. */
    private static final int EVERY = 1000;

    private final Watch watch;
    private final Map<String, Long> records = new HashMap<>();
    private String title = "";
    private long seen;

    Watched(DataSource database, List<Work> works, Watch watch) {
        this.watch = watch;
        JdbcTemplate jdbc = new JdbcTemplate(database);
        works.forEach(work -> records.put(work.recordClass().title(), count(jdbc, work)));
    }

    private static long count(JdbcTemplate jdbc, Work work) {
        // how many there are does not depend on the day
        Sql query = Sql.concat(
                "select count(*) from ",
                Identifier.of(work.layout().root()),
                " r where ",
                work.sql(LocalDate.EPOCH).ofClass());
        Long count =
                jdbc.queryForObject(query.text(), Long.class, query.values().toArray());
        return count == null ? 0 : count;
    }

    /** How many records of the class there were. */
    long records(Work work) {
        return records.getOrDefault(work.recordClass().title(), 0L);
    }

    /** More records, of this class. */
    void saw(Work work, long more) {
        String of = work.recordClass().title();
        if (!of.equals(title)) {
            end();
            title = of;
            seen = 0;
            watch.begins(of, records.getOrDefault(of, 0L));
        }
        long told = seen / EVERY;
        seen += more;
        if (seen / EVERY > told) {
            watch.at(seen);
        }
    }

    void end() {
        if (seen > 0) {
            watch.at(seen);
        }
    }
}
