package org.keepuntil.hold;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.sql.HoldScopes;
import org.springframework.jdbc.core.JdbcTemplate;

/** What there is of holds in the database, for the SQL in which they are looked for. */
public final class HoldsNow {
    /** An approval holds for a year at most, so what was released long before that asks for none afresh. */
    private static final int DAYS_OF_AN_APPROVAL = 400;

    private HoldsNow() {}

    /**
     * Reads it. Whoever acts on it has passed the hold gate before, so that no hold comes to be meanwhile.
     *
     * @param graceDays for how long holds cover their records after their release
     */
    public static HoldScopes read(JdbcTemplate jdbc, int graceDays) {
        int days = graceDays + DAYS_OF_AN_APPROVAL;
        List<HoldScopes.People> people = new ArrayList<>();
        jdbc.query(
                """
                select p.person_table[1], p.person_table[2],
                    exists (select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = p.person_table[1] and c.relname = p.person_table[2] and c.relkind in ('r', 'p', 'f')),
                    p.released
                from (select person_table, count(released_at) > 0 as released
                    from keepuntil.hold where scope = 'person' and (released_at is null or released_at > now() - make_interval(days => ?))
                    group by person_table order by person_table) p""",
                row -> {
                    people.add(new HoldScopes.People(
                            row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
                },
                days);
        List<HoldScopes.Where> conditions = new ArrayList<>();
        jdbc.query(
                """
                select array_agg(id order by id), class, conditions, count(released_at) > 0
                from keepuntil.hold where scope = 'condition' and (released_at is null or released_at > now() - make_interval(days => ?))
                group by class, conditions order by class, min(id)""",
                row -> {
                    conditions.add(new HoldScopes.Where(
                            List.of((Long[]) row.getArray(1).getArray()),
                            row.getString(2),
                            List.of((String[]) row.getArray(3).getArray()),
                            row.getBoolean(4)));
                },
                days);
        return new HoldScopes(
                last(jdbc), people, conditions, released(jdbc, "class", days), released(jdbc, "record", days));
    }

    /** The number of the newest hold that compiles into SQL of its own. */
    public static long last(JdbcTemplate jdbc) {
        Long last = jdbc.queryForObject(
                "select coalesce(max(id), 0) from keepuntil.hold where scope in ('person', 'condition')", Long.class);
        return last == null ? 0 : last;
    }

    private static Set<String> released(JdbcTemplate jdbc, String scope, int days) {
        return new LinkedHashSet<>(jdbc.queryForList(
                "select distinct class from keepuntil.hold where scope = ? and released_at > now() - make_interval(days => ?)",
                String.class,
                scope,
                days));
    }
}
