package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewRequest;
import org.keepuntil.hold.NewRequest.About;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.RequestKind;
import org.keepuntil.hold.Requests;
import org.keepuntil.hold.Scope;
import org.keepuntil.hold.Subjects;
import org.keepuntil.plan.Planner;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people ask of records about them, and what a night makes of it. */
class RequestNightTest {
    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private TestDatabase.Login approver;
    private Requests requests;
    private LocalDate today;

    @BeforeEach
    void makeDatabase() throws Exception {
        String script;
        try (InputStream file = RequestNightTest.class.getResourceAsStream("requests/database.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path schedule = Path.of(Objects.requireNonNull(RequestNightTest.class.getResource("requests"))
                .toURI());
        sample = SampleNight.of(script, schedule, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        approver = sample.database()
                .login(
                        "approver_of_" + sample.database().name(),
                        Roles.of(sample.database().name()).approver());
        TokenKey tokens = sample.tokens();
        requests = Requests.of(approver.dataSource(), () -> tokens);
        // when something is granted the database's clock says
        today = Objects.requireNonNull(
                jdbc.queryForObject("select (clock_timestamp() at time zone 'Europe/London')::date", LocalDate.class));
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private Request receive(RequestKind kind, String recordClass, String... key) throws Exception {
        Subjects.Found found = find(recordClass, key);
        return requests.receive(new NewRequest(
                kind,
                Optional.empty(),
                Optional.empty(),
                today,
                "the child's mother",
                Optional.empty(),
                List.of(new About(
                        recordClass,
                        found.key(),
                        false,
                        kind == RequestKind.ERASE ? found.obstacle() : Optional.empty()))));
    }

    /** As the approver, with no more rights than that. */
    private Subjects.Found find(String recordClass, String... key) throws Exception {
        return new Subjects(approver.dataSource(), today)
                .find(sample.workload().work(recordClass), List.of(key))
                .orElseThrow();
    }

    private Request granted(RequestKind kind, String recordClass, String... key) throws Exception {
        Request request = receive(kind, recordClass, key);
        return requests.grant(request.id(), request.records(), "no longer needed");
    }

    private Night run(Between between) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(today);
        night.plan();
        between.act();
        night.dispose();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private interface Between {
        void act() throws Exception;
    }

    private List<Integer> left() {
        return jdbc.queryForList("select id from referral order by id", Integer.class);
    }

    private Decision decision(String recordClass, String... key) throws Exception {
        return Planner.of(sample.operator(), sample.workload())
                .find(today, recordClass, new RecordKey(List.of(key)))
                .orElseThrow()
                .decision();
    }

    @Test
    void grantedErasure_goesWithTheNextNight_andNothingElseDoes() throws Exception {
        Request request = granted(RequestKind.ERASE, "referral", "11");

        assertThat(decision("referral", "11").status()).isEqualTo(Status.DUE);
        assertThat(decision("referral", "15").status()).isEqualTo(Status.RETAINED);
        Night night = run(() -> {});

        assertThat(left()).as("16 was due by its own rule").containsExactly(12, 13, 14, 15);
        assertThat(jdbc.queryForList("select distinct referral_id from contact order by 1", Integer.class))
                .containsExactly(12, 13, 14, 15);
        assertThat(jdbc.queryForObject("select count(*) from photo", Long.class))
                .isEqualTo(2);
        List<String> rules = new ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.operator()))
                .readIndexed(night.run().id(), (index, entry) -> {
                    if (entry instanceof Disposed disposed) {
                        rules.add(disposed.rule());
                    }
                });
        assertThat(rules).containsExactlyInAnyOrder("erasure-request", "referral-25");
        Request done = requests.find(request.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(Request.State.DESTROYED);
        assertThat(done.records().get(0).goneRun()).contains(night.run().id());
    }

    @Test
    void anotherRecordOfTheSameKey_isNotErased() throws Exception {
        granted(RequestKind.ERASE, "referral", "11");
        run(() -> {});

        jdbc.update("insert into referral values (11, 1, '2026-01-01', '2026-02-01', null)");
        run(() -> {});

        assertThat(left()).contains(11);
        assertThat(Requests.erasing(sample.operator())).isEmpty();
    }

    @Test
    void erasure_isRefusedWithItsQuote_whileAStatuteRuns() throws Exception {
        Request request = receive(RequestKind.ERASE, "referral", "12");

        assertThat(request.state()).isEqualTo(Request.State.REFUSED);
        assertThat(request.records().get(0).decision().orElseThrow().ground())
                .isEqualTo("Rule referral-paid (statute: “Companies Act 2006 section 388, six years”) keeps it until"
                        + " 2029-05-02: UK GDPR Article 17(3)(b).");
        run(() -> {});
        assertThat(left()).contains(12);
    }

    @Test
    void erasureThatIsGrantedAllTheSame_doesNotOverrideTheStatute() throws Exception {
        Request request = requests.receive(new NewRequest(
                RequestKind.ERASE,
                Optional.empty(),
                Optional.empty(),
                today,
                "the child",
                Optional.empty(),
                List.of(new About("referral", List.of("12"), false, Optional.empty()))));
        requests.grant(request.id(), request.records(), "by mistake");

        Decision decision = decision("referral", "12");
        assertThat(decision.status()).isEqualTo(Status.RETAINED);
        assertThat(decision.ruleId()).contains("referral-paid");
        assertThat(decision.interval().latest().date()).isEqualTo("2029-05-02");
        run(() -> {});
        assertThat(left()).contains(12);
    }

    @Test
    void erasure_goes_onceTheStatuteHasPassed() throws Exception {
        granted(RequestKind.ERASE, "referral", "13");
        run(() -> {});
        assertThat(left()).doesNotContain(13).contains(11, 12, 14, 15);
    }

    @Test
    void erasure_waits_untilTheRecordIsClosed() throws Exception {
        granted(RequestKind.ERASE, "referral", "14");
        run(() -> {});
        assertThat(left()).contains(14);
        assertThat(decision("referral", "14").status()).isEqualTo(Status.OPEN);

        jdbc.update("update referral set closed_on = date '2021-01-01' where id = 14");
        run(() -> {});
        assertThat(left()).doesNotContain(14);
    }

    @Test
    void erasure_overridesConsentAndReview_alsoOfAKeyOfTwoColumns() throws Exception {
        granted(RequestKind.ERASE, "photo", "a/b", "2");
        run(() -> {});
        assertThat(jdbc.queryForList("select number from photo", Integer.class)).containsExactly(1);
    }

    @Test
    void erasureThatIsWithdrawnInMidRun_stays() throws Exception {
        granted(RequestKind.ERASE, "referral", "11");
        Request request = granted(RequestKind.ERASE, "referral", "15");

        Night night = run(() -> requests.withdraw(request.id(), "by letter"));

        assertThat(left()).contains(15).doesNotContain(11);
        assertThat(night.reconciliation().noLongerDue()).isEqualTo(1);
        assertThat(requests.find(request.id()).orElseThrow().state()).isEqualTo(Request.State.WITHDRAWN);
        run(() -> {});
        assertThat(left()).contains(15);
    }

    @Test
    void restriction_holdsAtOnce_alsoInARunThatIsUnderWay() throws Exception {
        Request request = receive(RequestKind.RESTRICT, "referral", "16");

        Night night = run(() -> requests.grant(request.id(), request.records(), "while the address is verified"));

        assertThat(left()).contains(16);
        assertThat(night.reconciliation().held()).isEqualTo(1);
        assertThat(holds()).singleElement().satisfies(hold -> {
            assertThat(hold.kind().word()).isEqualTo("restriction");
            assertThat(hold.scope()).isEqualTo(new Scope.OfRecord("referral", List.of("16")));
            assertThat(hold.reference()).contains("request " + request.id());
        });
    }

    @Test
    void objection_holdsUntilItIsRefused() throws Exception {
        Request refused = receive(RequestKind.OBJECT, "referral", "16");
        assertThat(decision("referral", "16").status()).isEqualTo(Status.HELD);
        run(() -> {});
        assertThat(left()).contains(16);

        requests.refuse(refused.id(), refused.records(), "legitimate grounds override it");

        assertThat(holds()).isEmpty();
    }

    @Test
    void objection_isHeldNoLonger_whenItIsWithdrawn_andStaysHeldWhenItIsGranted() throws Exception {
        Request withdrawn = receive(RequestKind.OBJECT, "referral", "16");
        requests.withdraw(withdrawn.id(), "by letter");
        assertThat(holds()).isEmpty();

        granted(RequestKind.OBJECT, "referral", "16");
        assertThat(holds()).hasSize(1);
        run(() -> {});
        assertThat(left()).contains(16);
    }

    private List<Hold> holds() {
        return Holds.of(sample.operator(), () -> {
                    throw new AssertionError("asked for the key");
                })
                .list(Holds.Filter.ACTIVE);
    }
}
