package org.keepuntil.benchmark;

import java.time.LocalDate;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Referrals, each with three notes. Those that are due are spread over the whole table, as chance has it, so that a disposal touches nearly every
 * page.
 *
 * @param oneIn of so many referrals one is due; none, where it is 0
 * @param people whether the decision rests on a row of the client as well, in a table of its own
 * @param act what the rule does: destroy or anonymise
 * @param components tables with a row for each referral, beside the notes
 * @param rules how many rules there are; all but the first are shorter
 * @param holds how many referrals are on hold, each by a hold of its own; none of them is due
 */
record Case(long referrals, int oneIn, boolean people, String act, int components, int rules, int holds) {
    static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    /** A tenth is to be destroyed. */
    static Case of(long referrals, boolean people) {
        return new Case(referrals, 10, people, "destroy", 0, 1, 0);
    }

    Case with(String otherAct) {
        return new Case(referrals, oneIn, people, otherAct, components, rules, holds);
    }

    /** The case whose tables this one has too. */
    Case data() {
        return new Case(referrals, oneIn, people, "destroy", components, 1, 0);
    }

    /** What decides, as somebody would write it by hand. */
    String condition() {
        String old = "r.closed_on <= date '" + AS_OF + "' - interval '6 years'";
        return people ? old + " and p.born <= date '" + AS_OF + "' - interval '25 years'" : old;
    }

    /** The referrals with what decides about them. */
    String from() {
        return "bench.referral r" + (people ? " join bench.person p on p.id = r.person_id" : "");
    }

    long due(JdbcTemplate jdbc) {
        Long due = jdbc.queryForObject("select count(*) from " + from() + " where " + condition(), Long.class);
        return due == null ? 0 : due;
    }

    /** Makes the tables and fills them. */
    void make(JdbcTemplate jdbc) {
        jdbc.execute("create schema bench");
        if (people) {
            people(jdbc);
        }
        jdbc.execute("create table bench.referral (id bigint primary key"
                + (people ? ", person_id bigint not null references bench.person" : "")
                + ", received_on date not null, closed_on date, service text not null, summary text not null)");
        referrals(jdbc);
        jdbc.execute("create table bench.note (id bigint primary key, referral_id bigint not null,"
                + " made_at timestamptz not null, body text not null)");
        jdbc.execute(text(
                "insert into bench.note select g, 1 + (g - 1) / 3,"
                        + " timestamptz '2015-01-01 09:00Z' + (g %% 3000) * interval '1 day', repeat(md5(g::text), 4)"
                        + " from generate_series(1, %d) g",
                3 * referrals));
        jdbc.execute("create index on bench.note (referral_id)");
        jdbc.execute("alter table bench.note add foreign key (referral_id) references bench.referral");
        if (people) {
            jdbc.execute("create index on bench.referral (person_id)");
        }
        jdbc.execute("create index on bench.referral (closed_on)");
        for (int i = 1; i <= components; i++) {
            jdbc.execute(text(
                    "create table bench.part_%d (id bigint primary key, referral_id bigint not null references bench.referral, body text)",
                    i));
            jdbc.execute(
                    text("insert into bench.part_%d select id, id, repeat(md5(id::text), 2) from bench.referral", i));
            jdbc.execute(text("create index on bench.part_%d (referral_id)", i));
        }
        jdbc.execute("vacuum (freeze, analyze)");
    }

    /** One in five is a child still. */
    private void people(JdbcTemplate jdbc) {
        jdbc.execute("create table bench.person (id bigint primary key, name text not null, born date not null)");
        jdbc.execute(text(
                "insert into bench.person select g, 'Person ' || md5(g::text),"
                        + " date '%s' - case when g %% 5 = 0 then g %% 8000 else 9200 + g %% 12000 end::int"
                        + " from generate_series(1, %d) g",
                AS_OF, persons()));
    }

    /** One in twenty is open; what is due was closed more than six years ago, by clients who are grown up; all else in the last six years. */
    private void referrals(JdbcTemplate jdbc) {
        String due = oneIn == 0 ? "false" : "h % " + oneIn + " = 0";
        String person = people
                ? text(
                        "case when %s then 1 + h / 10 %% (%d / 5) * 5 else 1 + h / 10 %% %d end, ",
                        due, persons(), persons())
                : "";
        jdbc.execute(text(
                "insert into bench.referral select g, %s closed - 200 - (h %% 900)::int,"
                        + " case when h %% 20 = 3 and not (%s) then null else closed end,"
                        + " (array['early help', 'family support', 'youth work'])[1 + h %% 3], repeat(md5(g::text), 3)"
                        + " from (select g, h, date '%s' - case when %s then 2200 + h / 10 %% 3000 else 10 + h / 10 %% 2170 end::int as closed"
                        + " from (select g, hashint8(g)::bigint & 2147483647 as h from generate_series(1, %d) g) x) y",
                person, due, AS_OF, due, referrals));
    }

    private long persons() {
        return Math.max(5, referrals / 2 / 5 * 5);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
