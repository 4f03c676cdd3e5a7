package org.keepuntil.benchmark;

import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** One way to do the work. */
interface Contender {
    /** A word for the command line and for files. */
    String name();

    /** What it does, in a line of a table. */
    String title();

    /** Makes ready what is there before the night begins; not timed. */
    default void prepare(Server server, String database) throws Exception {}

    /** Does the work. */
    Took run(Server server, String database) throws Exception;

    /**
     * How long it took.
     *
     * @param work seconds from the first batch to the last commit
     * @param whole seconds from the start to the end, with the search for what is due and all that surrounds the work
     * @param peak kilobytes of the process that did it; 0 where it has none of its own
     * @param parts seconds of its parts, where it knows them
     */
    record Took(double work, double whole, long peak, Map<String, Double> parts) {
        static Took of(double work, double whole) {
            return new Took(work, whole, 0, Map.of());
        }
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    static long count(JdbcTemplate jdbc, String rows) {
        Long count = jdbc.queryForObject("select count(*) from " + rows, Long.class);
        return count == null ? 0 : count;
    }
}
