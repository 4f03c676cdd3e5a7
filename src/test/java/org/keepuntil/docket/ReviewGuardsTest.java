package org.keepuntil.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.RawEntries;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database does not let happen to decisions about records in review, whatever program is used. */
class ReviewGuardsTest {
    private static final String DECIDE = "insert into keepuntil.review_decision (class, key, key_ref, choice, reason)"
            + " values ('paper', '{1}', 'token', 'destroy', 'r')";

    private ControlDatabase database;
    private JdbcTemplate superuser;
    private JdbcTemplate approver;
    private JdbcTemplate operator;

    @BeforeEach
    void install() throws Exception {
        database = ControlDatabase.installed();
        superuser = new JdbcTemplate(database.superuser());
        approver = new JdbcTemplate(database.approver());
        operator = new JdbcTemplate(database.operator());
        superuser.execute("insert into keepuntil.review (class, key, rule, since, stage, state, why)"
                + " values ('paper', '{1}', 'paper-two', '2026-11-22', 1, 'ground', 'rule')");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void decide() {
        Long next = superuser.queryForObject(
                "select case when is_called then last_value + 1 else last_value end from keepuntil.review_decision_id_seq",
                Long.class);
        decideAs(Objects.requireNonNull(next), "keepuntil/1\treview-decided\t" + next + "\tx");
    }

    /** One statement string is one transaction. */
    private void decideAs(long id, String entry) {
        approver.execute(DECIDE + "; select keepuntil.log_decisions(array[" + id + "]::bigint[], "
                + RawEntries.sql(entry) + ")");
    }

    @Test
    void decision_isBoundToTheList_andSaysWhoAndWhen_whateverTheClientSays() {
        long next = entries();
        decide();
        assertThat(superuser.queryForMap(
                        "select rule, stage, ground, decided_by, decided_at > now() - interval '1 hour' as now,"
                                + " entry from keepuntil.review_decision"))
                .containsEntry("rule", "paper-two")
                .containsEntry("stage", 1)
                .containsEntry("ground", "ground")
                .containsEntry("decided_by", approver.queryForObject("select session_user", String.class))
                .containsEntry("now", true)
                .containsEntry("entry", next);
        for (String column : List.of("rule", "stage", "ground", "decided_by", "decided_at", "entry", "run", "gone")) {
            assertRefused(
                    approver,
                    "insert into keepuntil.review_decision (class, key, key_ref, choice, reason, " + column
                            + ") values ('paper', '{1}', 'token', 'destroy', 'r', null)",
                    "permission denied");
        }
    }

    @Test
    void decision_doesNotComeToBe_whenItIsNotLogged_orNothingWaitsForIt() {
        long before = entries();
        assertRefused(approver, DECIDE, "is not in the log");
        assertRefused(approver, DECIDE.replace("{1}", "{2}"), "is not on the review list");
        assertThatThrownBy(() -> decideAs(3, "keepuntil/1\thold-placed\t3\tx"))
                .hasStackTraceContaining("the entry is not that of decision");
        assertThatThrownBy(() -> decideAs(4, "keepuntil/1\treview-decided\t5\tx"))
                .hasStackTraceContaining("the entry is not that of decision");
        assertThat(superuser.queryForObject("select count(*) from keepuntil.review_decision", Long.class))
                .isZero();
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        return Objects.requireNonNull(superuser.queryForObject("select size from keepuntil.log_head", Long.class));
    }

    @Test
    void decision_isLoggedOnce() {
        decide();
        assertThatThrownBy(() -> approver.execute("select keepuntil.log_decisions(array[1]::bigint[], "
                        + RawEntries.sql("keepuntil/1\treview-decided\t1\tx") + ")"))
                .hasStackTraceContaining("has its entry already");
        assertThatThrownBy(() -> approver.execute("select keepuntil.log_decisions(array[]::bigint[], ''::bytea)"))
                .hasStackTraceContaining("nothing to write");
    }

    @Test
    void nobody_decidesButTheApprover_andNobodyChangesWhatWasDecided() {
        decide();
        assertRefused(operator, DECIDE, "permission denied");
        for (JdbcTemplate anybody : List.of(operator, approver)) {
            assertRefused(anybody, "delete from keepuntil.review_decision", "permission denied");
            assertRefused(anybody, "truncate keepuntil.review_decision", "permission denied");
            assertRefused(anybody, "update keepuntil.review_decision set choice = 'preserve'", "permission denied");
            assertRefused(anybody, "update keepuntil.review_decision set replaced_at = now()", "permission denied");
        }
        assertRefused(approver, "update keepuntil.review_decision set gone = true", "permission denied");
        assertRefused(operator, "update keepuntil.review_decision set gone = true", "no run is under way");
        for (String change : List.of(
                "choice = 'preserve'",
                "ground = 'x'",
                "rule = 'x'",
                "reason = 'x'",
                "decided_by = 'x'",
                "decided_at = now()",
                "entry = 7",
                "key = '{2}'",
                "key = null")) {
            assertRefused(superuser, "update keepuntil.review_decision set " + change, "is not changed by anybody");
        }
    }

    @Test
    void decision_isReplacedByALaterOne_evenWhenTheRecordHasLeftTheList() {
        decide();
        superuser.execute("delete from keepuntil.review");
        decide();
        assertThat(superuser.queryForList(
                        "select rule || ' ' || stage || ' ' || ground || ' ' || (replaced_at is null)"
                                + " from keepuntil.review_decision order by id",
                        String.class))
                .containsExactly("paper-two 1 ground false", "paper-two 1 ground true");
    }

    private static void assertRefused(JdbcTemplate by, String sql, String why) {
        assertThatThrownBy(() -> by.execute(sql))
                .as(sql)
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining(why);
    }
}
