package org.keepuntil.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.control.ControlDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database lets nobody do with approvals, whatever program they use. */
class ApprovalGuardsTest {
    private static final String D = "'" + "d".repeat(64) + "'";

    private static ControlDatabase database;
    private static JdbcTemplate operator;
    private static JdbcTemplate approver;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        operator = new JdbcTemplate(database.operator());
        approver = new JdbcTemplate(database.approver());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** A plan that would destroy three records, as the operator stores it. */
    private static long plan() {
        Long run = operator.queryForObject(
                "insert into keepuntil.run (as_of) values ('2026-01-01') returning id", Long.class);
        operator.update("insert into keepuntil.plan_class values (?, 'c', 3, '{}')", run);
        operator.update("""
                insert into keepuntil.plan_rule (run, class, rule, stage, phrase, act, authority, due)
                values (?, 'c', 'r', 1, 'p', 'destroy', 'a', 3)""", run);
        operator.update(
                "update keepuntil.run set state = 'planned', schedule_digest = " + D + ", binding_digest = " + D
                        + ", catalog_digest = " + D + ", plan_digest = " + D + " where id = ?",
                run);
        return run == null ? -1 : run;
    }

    private static String approve(String kind, Object run) {
        return "insert into keepuntil.approval (kind, run, plan_digest, schedule_digest, binding_digest, catalog_digest) values ('"
                + kind + "', " + run + ", " + (run.equals("null") ? "null" : D) + ", " + D + ", " + D + ", " + D + ")";
    }

    private static void refused(DataSource account, String says, String... statements) {
        assertThatThrownBy(() -> {
                    try (Connection connection = account.getConnection();
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        for (String sql : statements) {
                            statement.execute(sql);
                        }
                        connection.commit();
                    }
                })
                .as(String.join("; ", statements))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(says);
    }

    @Test
    void aPlan_doesNotBegin_whenNobodyHasApprovedIt() {
        long run = plan();

        refused(
                database.operator(),
                "nobody has approved what run " + run + " would do",
                "update keepuntil.run set state = 'running', epoch = epoch + 1 where id = " + run);

        assertThat(operator.queryForList("select rule from keepuntil.unapproved(" + run + ")", String.class))
                .containsExactly("r");
    }

    @Test
    void anApproval_isNotGiven_thatIsNotInTheLog() {
        refused(database.approver(), "is not in the log", approve("plan", plan()));
        refused(database.approver(), "is not in the log", approve("standing", "null"));
        assertThat(approver.queryForObject("select count(*) from keepuntil.approval", Long.class))
                .isZero();
    }

    @Test
    void anApproval_isOnlyGivenToThePlanThatWaits() {
        long run = plan();
        refused(
                database.approver(),
                "has no such plan that waits",
                approve("plan", run).replaceFirst("d{64}", "e".repeat(64)));
        operator.update("update keepuntil.run set state = 'refused', finished_at = now() where id = ?", run);
        refused(database.approver(), "has no such plan that waits", approve("plan", run));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from keepuntil.approval",
                "update keepuntil.approval set approved_by = 'somebody else'",
                "update keepuntil.approval set expires_at = 'infinity'",
                "update keepuntil.approval set entry = 1",
                "delete from keepuntil.approval_rule",
                "update keepuntil.approval_rule set rule = 'other'",
                "insert into keepuntil.run (as_of) values ('2026-01-01')",
                "update keepuntil.run set state = 'running'",
                "insert into keepuntil.candidate (run, class, n, key) values (1, 'c', 1, '{1}')",
                "update keepuntil.plan_rule set act = 'flag'",
                "select keepuntil.open_plan(1)",
                "select keepuntil.append(1, 1, 'x')",
                "select keepuntil.write_act('plan-approved', 1, 'x')",
            })
    void theApprover_neitherPlansNorRuns_norChangesWhatWasSaid(String sql) {
        refused(database.approver(), "permission denied", sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into keepuntil.approval (kind, schedule_digest, binding_digest, catalog_digest) values ('standing', '', '', '')",
                "update keepuntil.approval set withdraw_reason = 'x'",
                "delete from keepuntil.approval",
                "insert into keepuntil.approval_rule (approval, class, rule) values (1, 'c', 'r')",
                "select keepuntil.log_approval(1, 'x')",
                "update keepuntil.plan_rule set act = 'flag'",
                "update keepuntil.plan_rule set due = 0",
                "delete from keepuntil.plan_rule",
            })
    void theOperator_doesNotApprove(String sql) {
        refused(database.operator(), "permission denied", sql);
    }

    @Test
    void thePlan_staysAsItWasApproved() {
        long run = plan();
        refused(
                database.operator(),
                "is frozen",
                "update keepuntil.run set schedule_digest = '" + "e".repeat(64) + "' where id = " + run);
    }
}
