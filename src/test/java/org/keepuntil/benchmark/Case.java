package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Referrals, each with three notes, of which a tenth is due: spread over the whole table, as chance has it, so that a deletion touches nearly
 * every page. In the shape with people the rule looks at the client's birth as well, in a table of its own.
 *
 * @param people whether the decision rests on another row as well
 */
record Case(long referrals, boolean people) {
    static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    static final String SCHEDULE = "benchmark";

    /** What decides, as somebody would write it by hand. */
    String condition() {
        return "r.closed_on <= date '" + AS_OF + "' - interval '6 years'"
                + (people ? " and p.born <= date '" + AS_OF + "' - interval '25 years'" : "");
    }

    /** The referrals with what decides about them. */
    String from() {
        return "bench.referral r" + (people ? " join bench.person p on p.id = r.person_id" : "");
    }

    /** Makes the tables and fills them. */
    void make(JdbcTemplate jdbc) {
        jdbc.execute("create schema bench");
        if (people) {
            jdbc.execute("create table bench.person (id bigint primary key, name text not null, born date not null)");
            // one in five is a child still
            jdbc.execute(text("""
                    insert into bench.person select g, 'Person ' || md5(g::text),
                        date '%s' - case when g %% 5 = 0 then g %% 8000 else 9200 + g %% 12000 end::int
                    from generate_series(1, %d) g""", AS_OF, persons()));
        }
        jdbc.execute("create table bench.referral (id bigint primary key"
                + (people ? ", person_id bigint not null references bench.person" : "")
                + ", received_on date not null, closed_on date, service text not null, summary text not null)");
        jdbc.execute(
                "create table bench.note (id bigint primary key, referral_id bigint not null references bench.referral,"
                        + " made_at timestamptz not null, body text not null)");
        fill(jdbc);
        if (people) {
            jdbc.execute("create index on bench.referral (person_id)");
        }
        jdbc.execute("create index on bench.referral (closed_on)");
        jdbc.execute("create index on bench.note (referral_id)");
        jdbc.execute("vacuum (freeze, analyze)");
    }

    private void fill(JdbcTemplate jdbc) {
        // a tenth is old enough, one in twenty is open, the rest was closed in the last six years; due clients are
        // grown up
        jdbc.execute(text(
                """
                insert into bench.referral
                select g, %s closed - 200 - (h %% 900)::int, case when h %% 20 = 3 then null else closed end,
                    (array['early help', 'family support', 'youth work'])[1 + h %% 3], repeat(md5(g::text), 3)
                from (select g, h, date '%s' - case when h %% 10 = 0 then 2200 + (h / 10) %% 3000 else 10 + (h / 10) %% 2170 end::int as closed
                    from (select g, hashint8(g)::bigint & 2147483647 as h from generate_series(1, %d) g) x) y""",
                people
                        ? "case when h % 10 = 0 then 1 + h / 10 % (" + persons() + " / 5) * 5 else 1 + h / 10 % "
                                + persons() + " end,"
                        : "",
                AS_OF,
                referrals));
        jdbc.execute(text("""
                insert into bench.note
                select g, 1 + (g - 1) / 3, timestamptz '2015-01-01 09:00Z' + (g %% 3000) * interval '1 day', repeat(md5(g::text), 4)
                from generate_series(1, %d) g""", 3 * referrals));
    }

    private long persons() {
        return Math.max(5, referrals / 2 / 5 * 5);
    }

    /** The schedule and its binding, as Keepuntil is given them. */
    Path schedule(Path folder) throws IOException {
        Files.createDirectories(folder);
        String keep = people ? """
                    longest of:
                      - 6 years after closure
                      - until age 25 of the client""" : " 6 years after closure";
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: benchmark
                title: Benchmark
                version: 1
                adopted: { by: Nobody, on: 2026-01-01 }
                time zone: Europe/London
                records:
                  referral:
                    title: Referral
                %s    events: [closure]
                rules:
                  - id: after-six-years
                    records: referral
                    keep:%s
                    then: destroy
                    basis: need
                    authority: A benchmark
                """.formatted(
                        people ? "    people: [client]\n" : "",
                        people ? "\n" + keep.indent(6).stripTrailing() : keep));
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  referral:
                    table: bench.referral
                    open while: { closure: missing }
                %s    events: { closure: closed_on }
                    components: [note]
                    cap: none
                %s""".formatted(
                people ? "    people: { client: { born: person.born } }\n" : "", people ? "deaths: recorded\n" : ""));
        return folder;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
