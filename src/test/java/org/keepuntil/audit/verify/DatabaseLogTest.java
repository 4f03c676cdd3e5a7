package org.keepuntil.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.seal.LogDamagedException;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.seal.SigningKeyException;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.SigningKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is changed in the tables of the log by whoever may do everything in the database. */
class DatabaseLogTest {
    private static final Map<String, String> ORDERED_BY = Map.of(
            "log_head", "size",
            "log_bundle", "first",
            "log_tile", "index",
            "log_key", "added_entry",
            "checkpoint", "size");

    private static SealedLog log;
    private static JdbcTemplate superuser;
    private static Note first;
    private static long firstRun;
    private static long secondRun;

    @BeforeAll
    static void fill() throws SQLException {
        log = new SealedLog();
        superuser = log.superuser();
        firstRun = log.run(300, 100);
        first = log.seal(firstRun);
        secondRun = log.run(1000, 400);
        log.seal(secondRun);
        log.rotate(false);
        log.seal(log.run(5, 5));
        for (String table : ORDERED_BY.keySet()) {
            superuser.execute("create table public.copy_of_" + table + " as table keepuntil." + table);
        }
    }

    @AfterAll
    static void drop() {
        log.close();
    }

    @Test
    void nothingIsFound_whenNothingWasChanged() throws SQLException {
        Verified verified = log.verify();

        assertThat(verified.findings()).isEmpty();
        assertThat(verified.entries()).isEqualTo(1 + 1 + 302 + 1002 + 1 + 7);
        assertThat(verified.newest().orElseThrow().size()).isEqualTo(verified.entries());
        assertThat(verified.checkpoints()).isEqualTo(4);
        assertThat(verified.keys()).hasSize(2).endsWith(log.verifier().format());
        assertThat(superuser.queryForObject("select count(*) from keepuntil.log_tile", Long.class))
                .isEqualTo(verified.entries() / 256);
    }

    /** Every column of every table, in the first row and in the last. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "log_head    | size          | size + 1",
                "log_bundle  | first         | first + 100000",
                "log_bundle  | entries       | entries + 1",
                "log_bundle  | data          | set_byte(data, octet_length(data) / 2, get_byte(data, octet_length(data) / 2) # 1)",
                "log_bundle  | run           | case when run = 1 then 2 else 1 end",
                "log_bundle  | run           | null",
                "log_tile    | level         | level + 3",
                "log_tile    | index         | index + 100",
                "log_tile    | data          | set_byte(data, 4000, get_byte(data, 4000) # 1)",
                "log_key     | vkey          | replace(vkey, '+', '-')",
                "log_key     | added_entry   | added_entry + 1",
                "log_key     | added_at      | added_at - interval '1 second'",
                "log_key     | retired_at    | timestamptz '2031-01-01'",
                "checkpoint  | size          | size + 1",
                "checkpoint  | root          | set_byte(root, 7, get_byte(root, 7) # 1)",
                "checkpoint  | note          | replace(note, 'sealed 2', 'sealed 3')",
                "checkpoint  | run           | case when run = 1 then 2 else 1 end",
                "checkpoint  | sealed_at     | sealed_at + interval '1 second'"
            })
    void aColumnThatWasChanged_isFound(String table, String column, String value) throws SQLException {
        for (String order : List.of("asc", "desc")) {
            String row = " where ctid = (select ctid from keepuntil." + table + " order by " + ORDERED_BY.get(table)
                    + " " + order + " limit 1)";
            boolean same = Boolean.TRUE.equals(superuser.queryForObject(
                    "select " + column + " is not distinct from (" + value + ") from keepuntil." + table + row,
                    Boolean.class));
            if (!same) {
                tampered("update keepuntil." + table + " set " + column + " = " + value + row, table);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log_bundle", "log_tile", "log_key", "checkpoint"})
    void aRowThatWasTakenAway_isFound(String table) throws SQLException {
        long rows = superuser
                .queryForList("select ctid::text from keepuntil." + table, String.class)
                .size();
        for (long row = 0; row < rows; row++) {
            tampered(
                    "delete from keepuntil." + table + " where ctid = (select ctid from keepuntil." + table
                            + " order by ctid offset " + row + " limit 1)",
                    table);
        }
    }

    @Test
    void aRowThatWasAdded_isFound() throws SQLException {
        tampered("insert into keepuntil.log_key values ('keepuntil/x+0a+AQ==', 0, now(), now())", "log_key");
        tampered(
                "insert into keepuntil.log_tile select level, index + 100, data from keepuntil.log_tile limit 1",
                "log_tile");
        tampered(
                "insert into keepuntil.checkpoint select size - 1, root, note, run, sealed_at from keepuntil.checkpoint where size = "
                        + size(first),
                "checkpoint");
        tampered(
                "insert into keepuntil.log_bundle select (select size from keepuntil.log_head), entries, data, run"
                        + " from keepuntil.log_bundle where run = 1 order by first limit 1",
                "log_bundle");
    }

    @Test
    void anEntryThatWasChanged_isNamed_whereverItIs() throws SQLException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            int record = i == 0 ? 0 : random.nextInt(1000);
            long run = i % 2 == 0 ? secondRun : firstRun;
            int in = run == firstRun ? record % 300 : record;
            long index = (run == firstRun ? 3L : 305L) + in;
            String where = "entry " + index;
            int batch = run == firstRun ? 100 : 400;
            long bundle = index - in % batch;
            byte[] data = superuser.queryForObject(
                    "select data from keepuntil.log_bundle where first = ?", byte[].class, bundle);
            List<byte[]> entries = new ArrayList<>(Bundle.split(Objects.requireNonNull(data)));
            entries.set(in % batch, SealedLog.disposed(run, 5_000_000).encode());
            superuser.update("update keepuntil.log_bundle set data = ? where first = ?", Bundle.join(entries), bundle);
            try {
                assertThat(log.verify().findings())
                        .as("seed %d, %s", seed, where)
                        .isNotEmpty();
                assertThat(log.verify().findings().get(0).where())
                        .as("seed %d", seed)
                        .isEqualTo(index / 256 < 5 ? where : "one of the entries 304 to 1305");
            } finally {
                restore("log_bundle");
            }
        }
    }

    /** Whoever has the key of the log and the database can write another past; a checkpoint that was kept tells. */
    @Test
    void aPastThatWasWrittenAnew_isFound_whenSomebodyKeptACheckpoint() throws SQLException {
        try (SealedLog other = new SealedLog()) {
            other.seal(other.run(400, 100));
            Kept kept = new Kept("kept", first.format());

            assertThat(other.verify().findings()).isEmpty();
            assertThat(other.verify(List.of(), List.of(kept)).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.line()).startsWith("kept: is of the log "));
            Checkpoint mine = Checkpoint.parse(other.seal(1).text());
            Note forged =
                    Note.sign(new Checkpoint(mine.origin(), 250, mine.root(), List.of()).text(), List.of(other.key()));
            assertThat(other.verify(List.of(), List.of(new Kept("kept", forged.format())))
                            .findings())
                    .extracting(Finding::line)
                    .containsExactly("one of the entries 0 to 249: what was signed as kept had another entry");
        }
        assertThat(log.verify(List.of(), List.of(new Kept("kept", first.format())))
                        .findings())
                .isEmpty();
    }

    @Test
    void aKeyThatWasGiven_vouchesForThoseAfterIt_unlessItWasLost() throws SQLException {
        try (SealedLog other = new SealedLog()) {
            var given = List.of(other.verifier());
            other.seal(other.run(3, 3));
            other.rotate(false);
            other.seal(other.run(3, 3));
            assertThat(other.verify(given, List.of()).findings()).isEmpty();
            assertThat(other.verify(
                                    List.of(SigningKey.generate(other.verifier().name())
                                            .verifier()),
                                    List.of())
                            .findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.what()).contains("the key that was given"));

            other.rotate(true);

            assertThat(other.verify().findings()).isEmpty();
            assertThat(other.verify(given, List.of()).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.what())
                            .isEqualTo("is not signed by the key that was given, nor by one that came after it"));
            assertThat(other.verify(List.of(other.verifier()), List.of()).findings())
                    .isEmpty();
        }
    }

    @Test
    void nothingIsSigned_overALogThatWasChanged_orWithAnotherKey() throws SQLException {
        try (SealedLog other = new SealedLog()) {
            other.seal(other.run(600, 100));
            assertThatThrownBy(() -> new Sealer(
                                    other.operator(),
                                    SigningKey.generate(other.verifier().name()),
                                    SealedLog.CLOCK)
                            .check())
                    .isInstanceOf(SigningKeyException.class)
                    .hasMessageContaining(other.verifier().format());
            other.superuser().execute("""
                    update keepuntil.log_bundle set data = set_byte(data, 60, get_byte(data, 60) # 1)
                    where first = (select max(first) from keepuntil.log_bundle)""");
            long run = other.run(1, 1);

            assertThatThrownBy(() -> other.seal(run))
                    .isInstanceOf(LogDamagedException.class)
                    .hasMessageContaining("604 entries");
            assertThatThrownBy(() -> other.sealer().check()).isInstanceOf(LogDamagedException.class);
            assertThat(other.sealed()).hasSize(1);
        }
    }

    @Test
    void sealing_keepsTheLastCheckpoint_whenNothingIsNew() throws SQLException {
        Note again = log.sealer().seal(OptionalLong.of(1)).orElseThrow();

        assertThat(Checkpoint.parse(again.text()).size()).isEqualTo(log.verify().entries());
        assertThat(log.sealed()).hasSize(4);
    }

    private static long size(Note note) {
        return Checkpoint.parse(note.text()).size();
    }

    private static void tampered(String sql, String table) throws SQLException {
        assertThat(superuser.update("set session_replication_role = replica; " + sql))
                .as(sql)
                .isGreaterThanOrEqualTo(0);
        try {
            Verified verified = log.verify();
            // without its newest checkpoint a log is like one after a run that was stopped before it sealed it
            boolean unsealed = table.equals("checkpoint") && verified.unsealed().isPresent();
            assertThat(unsealed || !verified.findings().isEmpty()).as(sql).isTrue();
        } finally {
            restore(table);
        }
        assertThat(log.verify().findings()).isEmpty();
    }

    private static void restore(String table) {
        superuser.execute("set session_replication_role = replica; delete from keepuntil." + table
                + "; insert into keepuntil." + table + " select * from public.copy_of_" + table);
    }
}
