package org.keepuntil.residue;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who still sees, or keeps the server from removing, rows that went before a transaction number. What a session asks is never read. The
 * numbers that matter are shown to every account; whose they are may not be.
 */
final class Horizon {
    private static final String DEFER = """
            coalesce(current_setting('vacuum_defer_cleanup_age', true)::integer, 0)""";

    /** An age is counted back from the next number, so the greater age is the older transaction. */
    private static final String SEEN_BY = """
            with boundary as (select age(?::text::xid8::xid) as age,
                    pg_snapshot_xmax(pg_current_snapshot())::text::numeric - ?::text::numeric > 1500000000 as ancient)
            select who from (
                select format('the session %%s of %%s%%s', a.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'),
                        case when a.backend_type = 'walsender' then ', a standby that reports what it reads'
                            when a.backend_type is null then '' when a.backend_type <> 'client backend' then ', a ' || a.backend_type
                            else coalesce(', open since ' || to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', '') end) as who
                from pg_catalog.pg_stat_activity a, boundary b
                where a.pid <> pg_backend_pid()
                    and ((age(a.backend_xmin) > b.age
                            and (a.datid is null or a.datid = (select oid from pg_catalog.pg_database where datname = current_database())))
                        or age(a.backend_xid) > b.age)
                union all
                select format('the prepared transaction %%s', p.gid) from pg_catalog.pg_prepared_xacts p, boundary b
                where age(p.transaction) > b.age
                union all
                select format('the replication slot %%s', s.slot_name) from pg_catalog.pg_replication_slots s, boundary b
                where age(s.xmin) > b.age or (? and age(s.catalog_xmin) > b.age)
                union all
                select 'vacuum_defer_cleanup_age, a setting of the server' from boundary b
                where %1$s > 0 and b.age <= %1$s
            ) seen, boundary b where not b.ancient
            order by 1""".formatted(DEFER);

    private static final String OLDEST = """
            select pg_snapshot_xmin(pg_current_snapshot())::text::numeric >= ?::text::numeric""";

    private final JdbcTemplate jdbc;

    Horizon(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The number that the next transaction has at least. */
    String next() {
        return String.valueOf(
                jdbc.queryForObject("select pg_snapshot_xmax(pg_current_snapshot())::text", String.class));
    }

    /**
     * Who sees what went before the number.
     *
     * @param catalogs whether rows of the system's catalogs are meant, which logical slots look at too
     */
    List<String> seenBy(String before, boolean catalogs) {
        List<String> seen = jdbc.queryForList(SEEN_BY, String.class, before, before, catalogs);
        if (seen.isEmpty() && !Boolean.TRUE.equals(jdbc.queryForObject(OLDEST, Boolean.class, before))) {
            // a worker of a parallel query, or one that began and ended between the two questions
            return List.of("a transaction that the server does not show");
        }
        return seen;
    }

    /** In words, for people. */
    static String words(List<String> seen) {
        return seen.stream().limit(5).collect(Collectors.joining("; "))
                + (seen.size() > 5 ? "; and " + (seen.size() - 5) + " more" : "");
    }
}
