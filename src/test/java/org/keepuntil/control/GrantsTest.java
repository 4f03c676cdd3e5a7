package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.control.Attempt.allowed;
import static org.keepuntil.control.Attempt.refused;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each role may do and may not, tried with a login that is a member of that role and of nothing else. */
class GrantsTest {
    private static final String PLACE = """
            insert into keepuntil.hold (class, key, kind, authority, reason)
            values ('referral', '{1}', 'litigation', 'Legal Services', 'claim') returning id""";

    private static ControlDatabase database;
    private static long open;
    private static long closed;
    private static long hold;

    @BeforeAll
    static void fill() throws SQLException {
        database = ControlDatabase.installed();
        JdbcTemplate operator = new JdbcTemplate(database.operator());
        open = id(operator, "insert into keepuntil.run (as_of) values ('2026-01-01') returning id");
        closed = id(operator, "insert into keepuntil.run (as_of) values ('2026-01-01') returning id");
        operator.execute("select keepuntil.open_plan(" + open + ")");
        operator.execute("select keepuntil.open_plan(" + closed + ")");
        operator.execute("update keepuntil.run set state = 'finished', finished_at = now() where id = " + closed);
        operator.execute(append(open));
        hold = placedHold();
    }

    // ---- everybody

    @AfterAll
    static void drop() {
        database.close();
    }

    /** But for the gate, which is empty, and for values of records that went, which are only there to be searched for. */
    @Test
    void everyTable_isReadByTheAuditor() {
        assertThat(tablesThat("has_table_privilege(" + literal(database.roles().auditor()) + ", c.oid, 'select')"))
                .isEqualTo(tablesThat("not c.relispartition and c.relname not in ('hold_gate', 'gone_value')"));
    }

    @Test
    void everyTable_isChangedByNobodyButTheOperatorAndTheApprover() {
        for (String role : List.of(database.roles().auditor(), database.roles().maintainer())) {
            assertThat(tablesThat("has_any_column_privilege(" + literal(role) + ", c.oid, 'insert, update')"
                            + " or has_table_privilege(" + literal(role)
                            + ", c.oid, 'delete, truncate, references, trigger')"))
                    .isEmpty();
        }
    }

    @Test
    void everyTable_isClosedToThePublic() {
        assertThat(tablesThat("has_any_column_privilege('public', c.oid, 'select, insert, update')"))
                .isEmpty();
    }

    @Test
    void everyFunction_isClosedToThePublicAndItsSearchPathIsPinned() {
        assertThat(new JdbcTemplate(database.superuser()).queryForList("""
                                select proname from pg_proc where pronamespace = 'keepuntil'::regnamespace
                                and (has_function_privilege('public', oid, 'execute')
                                    or proconfig is null or not 'search_path=pg_catalog, pg_temp' = any (proconfig))""", String.class))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update keepuntil.installation set token_key_id = null",
                "delete from keepuntil.log_bundle",
                "update keepuntil.log_bundle set data = ''",
                "insert into keepuntil.log_bundle (first, entries, data) values (99, 1, 'x')",
                "update keepuntil.log_head set size = 0",
                "delete from keepuntil.log_head",
                "truncate keepuntil.log_bundle",
                "delete from keepuntil.hold",
                "truncate keepuntil.hold",
                "update keepuntil.hold set class = 'other'",
                "update keepuntil.hold set placed_by = 'somebody else'",
                "update keepuntil.hold set placed_entry = 0",
                "update keepuntil.hold set released_at = null",
                "delete from keepuntil.run",
                "delete from keepuntil.candidate",
                "truncate keepuntil.candidate",
                "update keepuntil.candidate set rule = 'x'",
                "delete from keepuntil.plan_class",
                "update keepuntil.plan_rule set due = 0",
                "delete from keepuntil.schema_history",
                "alter table keepuntil.hold disable trigger all",
                "drop trigger guard_hold on keepuntil.hold",
                "drop table keepuntil.hold",
                "create table keepuntil.mine (x int)",
                "create function keepuntil.mine() returns int language sql return 1",
                "drop schema keepuntil cascade",
                "lock table keepuntil.hold_gate in share mode",
                "lock table keepuntil.hold in access exclusive mode",
                "update keepuntil.log_key set vkey = 'x'",
                "insert into keepuntil.log_key values ('x', 0, now(), null)",
                "delete from keepuntil.log_tile",
                "update keepuntil.log_tile set data = ''",
                "insert into keepuntil.log_tile values (0, 0, 'x')",
                "update keepuntil.checkpoint set note = ''",
                "delete from keepuntil.checkpoint",
                "insert into keepuntil.checkpoint values (1, 'x', 'x', null, now())",
                "select keepuntil.write_bundle(1, 1, 'x')",
                "select keepuntil.count_entries('x', array[''::bytea])",
                "set role OWNER",
            })
    void everybody_isRefused(String sql) throws SQLException {
        for (DataSource account :
                List.of(database.operator(), database.approver(), database.auditor(), database.maintainer())) {
            refused(
                    account,
                    sql.replace("OWNER", Identifier.quote(database.roles().owner())));
        }
    }

    @Test
    void somebodyInNoRole_isRefused() throws SQLException {
        for (String sql : List.of(
                "select * from keepuntil.run",
                "select * from keepuntil.hold",
                "select * from keepuntil.log_bundle",
                "select keepuntil.freeze_holds()",
                append(open),
                PLACE)) {
            refused(database.nobody(), sql);
        }
    }

    // ---- the operator

    @Test
    void operator_plansAndRuns() throws SQLException {
        DataSource operator = database.operator();
        for (String sql : List.of(
                "insert into keepuntil.run (as_of) values ('2026-01-01')",
                "update keepuntil.run set state = 'running', epoch = epoch + 1 where id = " + open,
                "select 1 from keepuntil.run where id = " + open + " for share",
                "insert into keepuntil.plan_class values (" + open + ", 'referral', 3, '{}')",
                "insert into keepuntil.plan_rule values (" + open
                        + ", 'referral', 'r', 'until age 25', 'destroy', 'a', 1)",
                "insert into keepuntil.candidate values (" + open + ", 'referral', 1, '{1}', 'r')",
                "select keepuntil.freeze_plan(" + open + ")",
                "select keepuntil.drop_plan(" + closed + ")",
                "insert into keepuntil.progress (run, class, planned) values (" + open + ", 'referral', 1)",
                "update keepuntil.progress set position = 1",
                "insert into keepuntil.outcome values (" + open + ", 'referral', 1, 't', 'deferred')",
                "update keepuntil.outcome set outcome = 'failed'",
                "delete from keepuntil.outcome",
                "insert into keepuntil.flag values ('referral', '{1}', 'r', '2026-01-01')",
                "delete from keepuntil.flag",
                "insert into keepuntil.notice values ('referral', '{1}', 'r', '2026-01-01', 's')",
                "update keepuntil.notice set since = '2026-01-01', state = 's'",
                "delete from keepuntil.notice",
                "insert into keepuntil.reference values ('referral', '{1}', '2026-01-01')",
                "update keepuntil.reference set gone_on = null",
                "update keepuntil.reference set gone_on = '2026-01-01'",
                "delete from keepuntil.stage",
                "select * from keepuntil.hold",
                "select keepuntil.freeze_holds()",
                append(open),
                "insert into keepuntil.batch_job_instance values (nextval('keepuntil.batch_job_instance_seq'), 0, 'n', 'k')",
                "delete from keepuntil.batch_job_instance")) {
            allowed(operator, sql);
        }
    }

    @Test
    void operator_isRefused() throws SQLException {
        DataSource operator = database.operator();
        for (String sql : List.of(
                PLACE,
                "update keepuntil.hold set release_reason = 'mine'",
                "select keepuntil.log_hold(" + hold + ", 'x')",
                "insert into keepuntil.run (as_of, operator) values ('2026-01-01', 'somebody else')",
                "update keepuntil.run set as_of = '2027-01-01'",
                "update keepuntil.run set started_at = now()",
                "select keepuntil.append(" + open + ", 1, "
                        + RawEntries.sql("keepuntil/1\thold-placed\t" + open + "\tx") + ")",
                "select keepuntil.append(" + open + ", 1, " + RawEntries.sql("keepuntil/1\tdisposal\t" + closed + "\tx")
                        + ")",
                "select keepuntil.append(" + open + ", 1, " + RawEntries.sql("keepuntil/2\tdisposal\t" + open + "\tx")
                        + ")",
                "select keepuntil.append(" + open + ", 1, " + RawEntries.sql("") + ")",
                "drop table keepuntil.candidate_" + open)) {
            refused(operator, sql);
        }
    }

    /** A notice runs in full, and nothing that nobody did is said to be done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into keepuntil.notice values ('referral', '{1}', 'r', '2025-12-31', 's')",
                "update keepuntil.notice set since = '2025-12-31'",
                "update keepuntil.notice set since = '2026-01-02'",
                "update keepuntil.notice set key = '{3}'",
                "update keepuntil.notice set state = 't' where class = 'old'",
                "insert into keepuntil.reference values ('referral', '{1}', '2025-12-31')",
                "update keepuntil.reference set gone_on = '2026-01-02'",
                "update keepuntil.reference set key = '{3}'",
                "insert into keepuntil.stage values ('referral', '{1}', 'r', 1, 'a', 'reviewed', '2026-01-01')",
                "insert into keepuntil.stage values ('referral', '{1}', 'r', 1, 'a', 'redacted', '2025-12-31')",
                "update keepuntil.stage set deed = 'reviewed'",
                "update keepuntil.stage set pinned_on = '2026-04-30'",
                "update keepuntil.stage set pinned_on = null",
                "update keepuntil.stage set key = '{3}'",
                "select keepuntil.require_run('2026-01-01')"
            })
    void operator_bringsNoDayForward(String sql) throws SQLException {
        JdbcTemplate superuser = new JdbcTemplate(database.superuser());
        superuser.execute("""
                begin; set local session_replication_role = replica;
                insert into keepuntil.notice values ('referral', '{2}', 'r', '2026-01-03', 's'), ('old', '{2}', 'r', '2025-06-01', 's');
                insert into keepuntil.reference values ('referral', '{2}', '2026-01-03');
                insert into keepuntil.stage values ('referral', '{2}', 'r', 1, 'a', 'redacted', '2026-01-03', '2026-05-01');
                commit""");
        try {
            refused(database.operator(), sql);
        } finally {
            superuser.execute(
                    "delete from keepuntil.notice; delete from keepuntil.reference; delete from keepuntil.stage");
        }
    }

    // ---- the approver

    @Test
    void approver_placesAndReleases() throws SQLException {
        allowed(database.approver(), PLACE);
        allowed(database.approver(), "update keepuntil.hold set release_reason = 'settled' where id = " + hold);
        allowed(database.approver(), "select * from keepuntil.candidate");
        allowed(database.approver(), "select * from keepuntil.run");
    }

    @Test
    void approver_isRefused() throws SQLException {
        DataSource approver = database.approver();
        for (String sql : List.of(
                "insert into keepuntil.run (as_of) values ('2026-01-01')",
                "update keepuntil.run set state = 'running'",
                "insert into keepuntil.candidate values (" + open + ", 'referral', 1, '{1}', 'r')",
                "insert into keepuntil.progress (run, class, planned) values (" + open + ", 'referral', 1)",
                "insert into keepuntil.outcome values (" + open + ", 'referral', 1, 't', 'deferred')",
                "insert into keepuntil.flag values ('referral', '{1}', 'r', '2026-01-01')",
                "select keepuntil.open_plan(" + open + ")",
                "select keepuntil.freeze_plan(" + open + ")",
                "select keepuntil.drop_plan(" + closed + ")",
                "select keepuntil.freeze_holds()",
                append(open),
                "insert into keepuntil.hold (class, kind, authority, reason, placed_by) values ('c', 'foi', 'a', 'r', 'x')",
                "insert into keepuntil.batch_job_instance values (1, 0, 'n', 'k')")) {
            refused(approver, sql);
        }
    }

    // ---- the maintainer and the auditor

    @Test
    void maintainer_dropsTheListOfAClosedRun() throws SQLException {
        allowed(database.maintainer(), "select keepuntil.drop_plan(" + closed + ")");
        allowed(database.maintainer(), "select * from keepuntil.run");
    }

    @Test
    void maintainer_isRefused() throws SQLException {
        for (String sql : List.of(
                PLACE,
                "select * from keepuntil.hold",
                "select * from keepuntil.candidate",
                "select keepuntil.open_plan(" + open + ")",
                "select keepuntil.freeze_holds()",
                append(open))) {
            refused(database.maintainer(), sql);
        }
    }

    @Test
    void auditor_isRefused() throws SQLException {
        for (String sql : List.of(
                PLACE,
                "update keepuntil.hold set release_reason = 'mine'",
                "insert into keepuntil.run (as_of) values ('2026-01-01')",
                "select keepuntil.open_plan(" + open + ")",
                "select keepuntil.drop_plan(" + closed + ")",
                "select keepuntil.freeze_holds()",
                "select keepuntil.log_hold(" + hold + ", 'x')",
                append(open))) {
            refused(database.auditor(), sql);
        }
    }

    // ----

    private static long placedHold() throws SQLException {
        try (Connection connection = database.approver().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (var result = statement.executeQuery(PLACE)) {
                result.next();
                long id = result.getLong(1);
                statement.execute("select keepuntil.log_hold(" + id + ", "
                        + RawEntries.sql("keepuntil/1\thold-placed\t" + id + "\tx") + ")");
                connection.commit();
                return id;
            }
        }
    }

    private static long id(JdbcTemplate account, String insert) {
        return account.query(insert, (row, n) -> row.getLong(1)).get(0);
    }

    private static String append(long run) {
        return "select keepuntil.append(" + run + ", 2, "
                + RawEntries.sql("keepuntil/1\trun-start\t" + run + "\tx", "keepuntil/1\tdisposal\t" + run + "\tx")
                + ")";
    }

    private static String literal(String role) {
        return "'" + role + "'";
    }

    private static Set<String> tablesThat(String condition) {
        return new TreeSet<>(new ArrayList<>(new JdbcTemplate(database.superuser())
                .queryForList(
                        "select c.relname from pg_class c where c.relnamespace = 'keepuntil'::regnamespace and c.relkind in ('r', 'p') and ("
                                + condition + ")",
                        String.class)));
    }
}
