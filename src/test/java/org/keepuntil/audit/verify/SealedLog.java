package org.keepuntil.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Origin;
import org.keepuntil.audit.seal.Sealed;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.audit.tlog.VerifierKey;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.RunState;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with a log of runs that did nothing but write to it, sealed after each. */
final class SealedLog implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC);

    private static final String DIGEST = "a".repeat(64);

    private final ControlDatabase database = ControlDatabase.installed();
    private final UUID installation;
    private SigningKey key;

    SealedLog() throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            installation = Installation.read(connection).id();
        }
        key = SigningKey.generate(Origin.of(installation));
        try (Connection connection = database.approver().getConnection()) {
            LogKey.add(connection, new KeyAdded(verifier().format(), CLOCK.instant(), "", false));
        }
    }

    DataSource operator() {
        return database.operator();
    }

    DataSource auditor() {
        return database.auditor();
    }

    JdbcTemplate superuser() {
        return new JdbcTemplate(database.superuser());
    }

    VerifierKey verifier() {
        return key.verifier();
    }

    SigningKey key() {
        return key;
    }

    /** A run that disposes of so many records, a batch at a time, and is not sealed. */
    long run(int records, int batch) {
        long run = Runs.of(JdbcClient.create(operator()))
                .begin(LocalDate.of(2026, 11, 21))
                .id();
        AuditLog log = AuditLog.of(JdbcClient.create(operator()));
        log.append(
                run,
                List.of(new RunStart(
                        run,
                        1,
                        installation,
                        CLOCK.instant(),
                        LocalDate.of(2026, 11, 21),
                        new PlanDigests(DIGEST, DIGEST, DIGEST, DIGEST),
                        Map.of("referral", (long) records))));
        for (int done = 0; done < records; done += batch) {
            List<Entry> entries = new ArrayList<>();
            for (int record = done; record < Math.min(records, done + batch); record++) {
                entries.add(disposed(run, record));
            }
            log.append(run, entries);
        }
        log.append(
                run,
                List.of(new RunEnd(
                        run,
                        1,
                        CLOCK.instant(),
                        RunState.FINISHED,
                        Map.of("referral", new RunEnd.Counts(records, records, 0, 0, 0, 0)))));
        return run;
    }

    static Disposed disposed(long run, int record) {
        return new Disposed(
                run,
                "referral",
                "token-of-" + record,
                Disposal.DESTROY,
                "referral-25",
                LocalDate.of(2026, 11, 21),
                Map.of("sees.referral", 1L, "sees.contact", 12L),
                Map.of());
    }

    Note seal(long run) throws SQLException {
        return sealer().seal(OptionalLong.of(run)).orElseThrow();
    }

    Sealer sealer() {
        return new Sealer(operator(), key, CLOCK);
    }

    /** Puts another key in the place of the one in force. */
    Note rotate(boolean lost) throws SQLException {
        SigningKey old = key;
        key = SigningKey.generate(Origin.of(installation));
        return new Sealer(database.approver(), lost ? List.of(key) : List.of(key, old), CLOCK)
                .begin(new KeyAdded(
                        verifier().format(), CLOCK.instant(), old.verifier().format(), lost))
                .orElseThrow();
    }

    Verified verify() throws SQLException {
        return DatabaseLog.verify(auditor(), List.of(), List.of(), List.of());
    }

    Verified verify(List<VerifierKey> given, List<Kept> kept) throws SQLException {
        return DatabaseLog.verify(auditor(), given, kept, List.of());
    }

    List<Sealed> sealed() throws SQLException {
        try (Connection connection = auditor().getConnection()) {
            return Sealed.all(connection);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
