package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.RequestDecided;
import org.keepuntil.audit.RequestReceived;
import org.keepuntil.audit.RequestWithdrawn;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.keepuntil.hold.NewRequest.About;
import org.keepuntil.hold.NewRequest.PersonRow;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database lets happen to requests, whatever program is used, and what it does not. */
class RequestGuardsTest {
    @TempDir
    private static Path directory;

    private static ControlDatabase database;
    private static Requests requests;
    private static TokenKey key;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        try (Connection connection = database.operator().getConnection()) {
            key = new TokenKeys(Map.of(), directory).ofNew(Installation.read(connection));
            requests = Requests.of(database.approver(), () -> key);
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static NewRequest about(RequestKind kind, LocalDate received, String... records) {
        return new NewRequest(
                kind,
                Optional.of(new PersonRow("sees.child", List.of("7"))),
                Optional.empty(),
                received,
                "the child's mother",
                Optional.of("DP-12"),
                List.of(records).stream()
                        .map(each -> new About("referral", List.of(each), false, Optional.empty()))
                        .toList());
    }

    private static Request received(RequestKind kind) {
        return requests.receive(about(kind, LocalDate.of(2026, 11, 20), "4711", "4712"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 2026-12-20",
        "2026-01-31, 2026-02-28",
        "2024-01-31, 2024-02-29",
        "2026-01-29, 2026-02-28",
        "2026-03-31, 2026-04-30",
        "2025-12-31, 2026-01-31",
        "2026-02-28, 2026-03-28"
    })
    void request_isDueAMonthLater_orOnTheLastDayOfTheMonth(LocalDate received, LocalDate due) {
        assertThat(requests.receive(about(RequestKind.ERASE, received, "1")).due())
                .isEqualTo(due);
    }

    @Test
    void list_hasThoseFirst_thatAreDueFirst() {
        requests.receive(about(RequestKind.ERASE, LocalDate.of(2026, 11, 3), "1"));
        requests.receive(about(RequestKind.ERASE, LocalDate.of(2026, 11, 1), "1"));

        assertThat(requests.list()).extracting(Request::due).isSorted();
    }

    @Test
    void receiving_keepsWhatWasSaid_andWritesItsEntry() {
        Request request = received(RequestKind.ERASE);

        assertThat(request.state()).isEqualTo(Request.State.OPEN);
        assertThat(request.recordedBy()).isEqualTo(database.approverLogin());
        assertThat(request.person()).contains(new PersonRow("sees.child", List.of("7")));
        assertThat(entry("select entry from keepuntil.request where id = " + request.id()))
                .isInstanceOfSatisfying(RequestReceived.class, entry -> {
                    assertThat(entry.request()).isEqualTo(request.id());
                    assertThat(entry.due()).isEqualTo(LocalDate.of(2026, 12, 20));
                    assertThat(entry.records()).isEqualTo(2);
                });
    }

    @Test
    void deciding_isByRecord_andLoggedByItsToken() {
        Request request = received(RequestKind.ERASE);
        requests.grant(request.id(), request.records().subList(0, 1), "no longer needed");
        Request decided = requests.refuse(request.id(), request.records().subList(1, 2), "needed for a claim");

        assertThat(decided.records())
                .extracting(Request.Item::state)
                .containsExactly(Request.State.GRANTED, Request.State.REFUSED);
        assertThat(decided.state()).isEqualTo(Request.State.GRANTED);
        Request.Item granted = decided.records().get(0);
        assertThat(entry("select entry from keepuntil.request_record where id = " + granted.id()))
                .isInstanceOfSatisfying(RequestDecided.class, entry -> {
                    assertThat(entry.granted()).isTrue();
                    assertThat(entry.request()).isEqualTo(request.id());
                    assertThat(entry.reference()).isEqualTo(key.reference("referral", List.of("4711")));
                });
        assertThatThrownBy(() -> requests.refuse(request.id(), request.records(), "after all"))
                .isInstanceOf(RequestException.class);
        assertThat(requests.find(request.id()).orElseThrow()).isEqualTo(decided);
    }

    @Test
    void withdrawing_endsWhatWasGranted_andIsDoneOnce() {
        Request request = received(RequestKind.ERASE);
        requests.grant(request.id(), request.records().subList(0, 1), "no longer needed");
        assertThat(erasures(request)).isEqualTo(1);

        Request withdrawn = requests.withdraw(request.id(), "by letter");

        assertThat(withdrawn.state()).isEqualTo(Request.State.WITHDRAWN);
        assertThat(erasures(request)).isZero();
        assertThat(entry("select withdraw_entry from keepuntil.request where id = " + request.id()))
                .isInstanceOf(RequestWithdrawn.class);
        assertThatThrownBy(() -> requests.withdraw(request.id(), "again")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> requests.grant(request.id(), request.records().subList(1, 2), "all the same"))
                .isInstanceOf(RequestException.class);
    }

    private static long erasures(Request request) {
        return new JdbcTemplate(database.operator())
                .queryForList("select 1 from keepuntil.erasure where request = " + request.id())
                .size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into keepuntil.request (kind, received_on, requester) values ('erase', '2026-11-01', 'x')",
                "insert into keepuntil.request_record (request, class, key) values (1, 'referral', '{1}')",
                "update keepuntil.request set withdraw_reason = 'x'",
                "update keepuntil.request_record set decision = 'granted', ground = 'x'",
                "update keepuntil.request set received_on = '2030-01-01'",
                "delete from keepuntil.request_record",
                "truncate keepuntil.request cascade",
                "select keepuntil.log_request(1, '')",
                "select keepuntil.log_request_decision(1, '')",
                "select keepuntil.write_act('request-granted', 1, '')"
            })
    void operatorAndAuditor_decideNothing(String statement) {
        received(RequestKind.ERASE);
        for (DataSource account : List.of(database.operator(), database.auditor(), database.maintainer())) {
            assertThatThrownBy(() -> new JdbcTemplate(account).execute(statement))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update keepuntil.request set received_on = '2026-11-21'",
                "update keepuntil.request set requester = 'x'",
                "update keepuntil.request set entry = null",
                "update keepuntil.request_record set decided_by = 'x'",
                "update keepuntil.request_record set gone_run = 1",
                "update keepuntil.request_record set key = '{2}'",
                "delete from keepuntil.request",
                "delete from keepuntil.request_record",
                "alter table keepuntil.request disable trigger all"
            })
    void approver_changesNothingElse(String statement) {
        received(RequestKind.ERASE);
        assertThatThrownBy(() -> new JdbcTemplate(database.approver()).execute(statement))
                .hasStackTraceContaining("ERROR")
                .satisfies(thrown -> assertThat(String.valueOf(thrown.getCause()))
                        .containsAnyOf("permission denied", "must be owner"));
    }

    @Test
    void nothingComesToBe_thatIsNotInTheLog() {
        Request request = received(RequestKind.ERASE);
        JdbcTemplate approver = new JdbcTemplate(database.approver());
        for (String statement : List.of(
                "insert into keepuntil.request (kind, received_on, requester) values ('erase', '2026-11-01', 'x')",
                "update keepuntil.request set withdraw_reason = 'quietly' where id = " + request.id(),
                "update keepuntil.request_record set decision = 'granted', ground = 'quietly' where request = "
                        + request.id())) {
            assertThatThrownBy(() -> approver.execute(statement)).hasStackTraceContaining("is not in the log");
        }
        assertThat(requests.find(request.id())).contains(request);
    }

    @Test
    void records_areNamedWithTheRequest_notAfterIt() {
        Request request = received(RequestKind.ERASE);
        assertThatThrownBy(() -> new JdbcTemplate(database.approver())
                        .execute("insert into keepuntil.request_record (request, class, key) values (" + request.id()
                                + ", 'referral', '{9}')"))
                .hasStackTraceContaining("names the records that it names");
    }

    @Test
    void restriction_doesNotComeToBe_withoutItsHold() {
        assertThatThrownBy(() -> new JdbcTemplate(database.superuser()).execute("""
                        do $$
                        declare
                            asked bigint;
                        begin
                            insert into keepuntil.request (kind, received_on, requester) values ('object', '2026-11-01', 'x') returning id into asked;
                            insert into keepuntil.request_record (request, class, key) values (asked, 'referral', '{1}');
                            update keepuntil.request set entry = 0 where id = asked;
                        end
                        $$"""))
                .hasStackTraceContaining("restricts a record that is not held");
    }

    @Test
    void operator_saysNothingIsDestroyed_outsideARun() {
        Request request = received(RequestKind.ERASE);
        assertThatThrownBy(() -> new JdbcTemplate(database.operator())
                        .execute("update keepuntil.request_record set gone_run = 99 where request = " + request.id()))
                .hasStackTraceContaining("no run is under way");
    }

    @Test
    void request_isNotReceivedInTheFuture() {
        assertThatThrownBy(() -> requests.receive(about(RequestKind.ERASE, LocalDate.of(2999, 1, 1), "1")))
                .hasStackTraceContaining("on a day to come");
    }

    private static Entry entry(String index) {
        byte[] bundle = new JdbcTemplate(database.auditor())
                .queryForObject("select data from keepuntil.log_bundle where first = (" + index + ")", byte[].class);
        return Bundle.decode(Objects.requireNonNull(bundle)).get(0);
    }
}
