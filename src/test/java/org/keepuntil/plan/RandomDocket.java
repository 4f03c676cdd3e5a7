package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** What may have been recorded of the records: stages done and pinned, notices valid and void, references gone, holds. */
final class RandomDocket {
    private static final String[] DEEDS = {"reviewed", "copied", "redacted", "anonymised", "pseudonymised"};

    private RandomDocket() {}

    static void fill(DataSource database, Workload workload, LocalDate asOf, Random random) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute("truncate keepuntil.stage, keepuntil.notice, keepuntil.reference, keepuntil.transfer_record,"
                + " keepuntil.review_decision");
        // what people and runs may write is tried elsewhere; here all of it is there
        jdbc.execute("alter table keepuntil.stage disable trigger user");
        jdbc.execute("alter table keepuntil.review_decision disable trigger user");
        // what is written down is written by a run of that day or an earlier one; some days here are before 1800
        jdbc.execute("insert into keepuntil.run (as_of) values ('1600-01-01')");
        long accepted = pack(jdbc, "accepted");
        long waiting = pack(jdbc, "waiting");
        Workload.Work work = workload.classes().get(0);
        ClassSql sql = work.sql(asOf);
        Sql grounds = Sql.concat("select ", sql.key(), ", ", sql.ground(), " from ", sql.from());
        List<@Nullable Object[]> stages = new ArrayList<>();
        List<@Nullable Object[]> notices = new ArrayList<>();
        List<@Nullable Object[]> references = new ArrayList<>();
        List<Object[]> packed = new ArrayList<>();
        List<@Nullable Object[]> decisions = new ArrayList<>();
        jdbc.query(
                grounds.text(),
                row -> {
                    Object key = row.getArray(1);
                    for (Rule rule : work.rules()) {
                        for (int stage = 1; stage <= rule.stages().size(); stage++) {
                            if (random.nextInt(6) == 0) {
                                stages.add(stage(key, rule, stage, deeds(rule, stage, sql), asOf, random));
                            }
                        }
                    }
                    if (random.nextInt(2) == 0) {
                        Rule rule = work.rules().get(random.nextInt(work.rules().size()));
                        String state = random.nextInt(4) == 0 ? "another" : row.getString(2);
                        notices.add(new @Nullable Object[] {key, rule.id(), near(asOf, random), state});
                    }
                    if (random.nextInt(2) == 0) {
                        decisions.add(decision(key, work, row.getString(2), asOf, random));
                    }
                    if (random.nextInt(2) == 0) {
                        references.add(new @Nullable Object[] {key, random.nextBoolean() ? near(asOf, random) : null});
                    }
                    if (random.nextInt(2) == 0) {
                        Rule rule = work.rules().get(random.nextInt(work.rules().size()));
                        packed.add(new Object[] {
                            key,
                            random.nextInt(4) == 0 ? waiting : accepted,
                            packed.size(),
                            rule.id(),
                            random.nextInt(4) == 0 ? 1 : rule.stages().size(),
                            random.nextInt(4) == 0 ? "another" : row.getString(2)
                        });
                    }
                },
                grounds.values().toArray());
        jdbc.batchUpdate("insert into keepuntil.stage values ('case', ?, ?, ?, ?, ?, ?, ?)", stages);
        jdbc.batchUpdate(
                "insert into keepuntil.review_decision (class, key, key_ref, rule, stage, ground, choice, keep_until, reason,"
                        + " decided_by, decided_at, replaced_at) values ('case', ?, 'a token', ?, ?, ?, ?, ?, 'a test', 'a test', now(), ?)",
                decisions);
        jdbc.update("update keepuntil.stage set appeared_on = done_on where deed in ('anonymised', 'pseudonymised')"
                + " and hashtext(key::text) % 3 = 0");
        jdbc.batchUpdate("insert into keepuntil.notice values ('case', ?, ?, ?, ?)", notices);
        jdbc.batchUpdate("insert into keepuntil.reference values ('case', ?, ?)", references);
        jdbc.execute("alter table keepuntil.transfer_record disable trigger guard_packed");
        jdbc.batchUpdate("insert into keepuntil.transfer_record values ('case', ?, ?, ?, 'a token', ?, ?, ?)", packed);
        hold(jdbc, random.nextInt(20));
    }

    private static long pack(JdbcTemplate jdbc, String state) {
        Long id = jdbc.queryForObject(
                "insert into keepuntil.transfer_package (run, class, name, directory, copy, state, digest, records, rows, files,"
                        + " taken_by, accession, decided_on, decided_by, entry)"
                        + " select max(id), 'case', 'a test', '/', false, ?, repeat('0', 64), 1, 1, 0, 'a', 'b', now(),"
                        + " case ? when 'accepted' then 'c' end, case ? when 'accepted' then 1 end"
                        + " from keepuntil.run returning id",
                Long.class,
                state,
                state,
                state);
        return id == null ? 0 : id;
    }

    /** Every so many records; the triggers that want an entry in the log are left out. */
    private static void hold(JdbcTemplate jdbc, int from) {
        jdbc.execute("begin; set local session_replication_role = replica; truncate keepuntil.hold;"
                + " insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)"
                + " select 'case', array[id::text], 'police', 'a test', 'a test', 'a test', now() from f.record"
                + " where id % 20 = " + from + "; commit");
    }

    /** Of a class of which nobody decides, no record that is to be destroyed was anonymised instead. */
    private static String[] deeds(Rule rule, int stage, ClassSql sql) {
        boolean mayStay = sql.decides() || stage < rule.stages().size() || rule.sendsCopy(stage);
        Disposal last = rule.lastStage().then();
        return mayStay || last == Disposal.REDACT || last == Disposal.ANONYMISE ? DEEDS : new String[] {"reviewed"};
    }

    private static @Nullable Object[] stage(
            Object key, Rule rule, int stage, String[] deeds, LocalDate asOf, Random random) {
        boolean done = random.nextBoolean();
        boolean pinned = !done || random.nextInt(3) == 0;
        return new @Nullable Object[] {
            key,
            rule.id(),
            stage,
            random.nextInt(8) == 0 ? "something else" : rule.asked(stage),
            done ? deeds[random.nextInt(deeds.length)] : null,
            done ? near(asOf, random) : null,
            pinned ? near(asOf, random) : null
        };
    }

    private static @Nullable Object[] decision(
            Object key, Workload.Work work, String ground, LocalDate asOf, Random random) {
        Rule rule = work.rules().get(random.nextInt(work.rules().size()));
        ReviewDecision.Choice[] choices = ReviewDecision.Choice.values();
        ReviewDecision.Choice choice = choices[random.nextInt(choices.length)];
        return new @Nullable Object[] {
            key,
            rule.id(),
            1 + random.nextInt(rule.stages().size()),
            random.nextInt(8) == 0 ? "another" : ground,
            choice.word(),
            choice == ReviewDecision.Choice.KEEP ? near(asOf, random).plusDays(75) : null,
            random.nextInt(8) == 0 ? near(asOf, random) : null
        };
    }

    private static LocalDate near(LocalDate day, Random random) {
        return day.plusDays(random.nextInt(200) - 150L);
    }
}
