package org.keepuntil.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.keepuntil.decide.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Figures by which a machine watches over a database.
 *
 * @param lastSuccess when a run last came to its end with nothing left to put right
 * @param statuses how many records of each class the last plan found in each status; one that is not given counts 0
 * @param logEntries in the audit log
 * @param logBytes what the audit log takes of the disk, with its indexes
 */
public record Figures(
        Optional<Instant> lastSuccess, Map<String, Map<Status, Long>> statuses, long logEntries, long logBytes) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads them, as any role that may read the control schema.
     *
     * @param good the exit codes of a success
     */
    public static Figures read(DataSource database, Collection<Integer> good) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Map<String, Map<Status, Long>> statuses = new TreeMap<>();
        jdbc.query("""
                select class, statuses::text from keepuntil.plan_class
                where run = (select max(run) from keepuntil.plan_class)""", row -> {
            statuses.put(row.getString(1), counts(row.getString(2)));
        });
        return new Figures(
                jdbc
                        .queryForList(
                                "select max(finished_at) from keepuntil.run where state = 'finished' and exit_code = any(?)",
                                OffsetDateTime.class,
                                (Object) good.toArray(Integer[]::new))
                        .stream()
                        .flatMap(at -> Optional.ofNullable(at).stream())
                        .map(OffsetDateTime::toInstant)
                        .findFirst(),
                statuses,
                one(jdbc, "select size from keepuntil.log_head"),
                one(jdbc, "select pg_total_relation_size('keepuntil.log_bundle')"));
    }

    private static Map<Status, Long> counts(String json) {
        Map<Status, Long> counts = new TreeMap<>();
        JSON.readValue(json, new TypeReference<Map<String, Long>>() {})
                .forEach((word, count) -> counts.put(Status.ofWord(word), count));
        return counts;
    }

    private static long one(JdbcTemplate jdbc, String query) {
        Long found = jdbc.queryForObject(query, Long.class);
        return found == null ? 0 : found;
    }
}
