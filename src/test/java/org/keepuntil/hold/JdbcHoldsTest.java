package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.HoldReleased;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcHoldsTest {
    private static final NewHold ONE_RECORD = new NewHold(
            "referral",
            Optional.of(List.of("4711")),
            HoldKind.LITIGATION,
            "Legal Services",
            Optional.of("LS/2026/12"),
            "claim for damages",
            Optional.of(LocalDate.of(2027, 1, 31)));
    private static final NewHold WHOLE_CLASS = new NewHold(
            "invoice",
            Optional.empty(),
            HoldKind.INQUIRY,
            "Chief Executive",
            Optional.empty(),
            "inquiry",
            Optional.empty());

    @TempDir
    private static Path directory;

    private static ControlDatabase database;
    private static TokenKey key;
    private static Holds holds;

    @BeforeAll
    static void install() throws SQLException, IOException {
        database = ControlDatabase.installed();
        try (Connection connection = database.operator().getConnection()) {
            Installation installation = Installation.read(connection);
            key = new TokenKeys(
                            Map.of(TokenKeys.VARIABLE, directory.resolve("key").toString()), directory)
                    .ofNew(installation);
        }
        holds = Holds.of(database.approver(), () -> key);
    }

    @AfterEach
    void releaseAll() {
        holds.list(Holds.Filter.ACTIVE).forEach(hold -> holds.release(hold.id(), "test over"));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void place_keepsWhatWasSaid_andWhoAndWhenComeFromTheDatabase() {
        Instant before = now();

        Hold placed = holds.place(ONE_RECORD);

        assertThat(placed.scope()).isEqualTo(new Scope.OfRecord("referral", List.of("4711")));
        assertThat(placed.kind()).isEqualTo(HoldKind.LITIGATION);
        assertThat(placed.authority()).isEqualTo("Legal Services");
        assertThat(placed.reference()).contains("LS/2026/12");
        assertThat(placed.reason()).isEqualTo("claim for damages");
        assertThat(placed.reviewOn()).contains(LocalDate.of(2027, 1, 31));
        assertThat(placed.placedBy()).isEqualTo(database.approverLogin());
        assertThat(placed.placedAt()).isBetween(before, now());
        assertThat(placed.active()).isTrue();
        assertThat(holds.list(Holds.Filter.ACTIVE)).containsExactly(placed);
    }

    @Test
    void place_keepsAKeyThatSqlFinds_whateverItsPartsHold() {
        for (List<String> key : List.of(
                List.of("1", "b,c"), List.of("\""), List.of(""), List.of("ü"), List.of("null"), List.of("\\", "{}"))) {
            Hold placed = holds.place(
                    new NewHold("visit", Optional.of(key), HoldKind.FOI, "a", Optional.empty(), "r", Optional.empty()));
            String array = key.stream()
                    .map(part -> "convert_from('\\x" + HexFormat.of().formatHex(part.getBytes(StandardCharsets.UTF_8))
                            + "', 'UTF8')")
                    .collect(Collectors.joining(", ", "array[", "]"));
            assertThat(JdbcClient.create(database.operator())
                            .sql("select id from keepuntil.hold where class = 'visit' and key = " + array)
                            .query(Long.class)
                            .list())
                    .containsExactly(placed.id());
        }
    }

    @Test
    void place_writesTheEntryWithTheHold_andTheHoldSaysWhere() {
        Hold placed = holds.place(ONE_RECORD);

        assertThat(entry("placed_entry", placed)).isInstanceOfSatisfying(HoldPlaced.class, entry -> {
            assertThat(entry.hold()).isEqualTo(placed.id());
            assertThat(entry.recordClass()).isEqualTo("referral");
            assertThat(entry.reference()).isEqualTo(key.reference("referral", List.of("4711")));
            assertThat(entry.holdKind()).isEqualTo("litigation");
            assertThat(entry.authority()).isEqualTo("Legal Services");
            assertThat(new String(entry.encode(), StandardCharsets.UTF_8))
                    .doesNotContain("4711", "damages", "LS/2026/12");
        });
    }

    @Test
    void place_saysAnAsterisk_whenAWholeClassIsHeld() {
        Hold placed = holds.place(WHOLE_CLASS);

        assertThat(placed.scope()).isEqualTo(new Scope.OfClass("invoice"));
        assertThat(entry("placed_entry", placed))
                .isInstanceOfSatisfying(
                        HoldPlaced.class, entry -> assertThat(entry.reference()).isEqualTo("*"));
    }

    @Test
    void release_isLogged_andLeavesTheHoldToBeSeen() {
        Hold placed = holds.place(ONE_RECORD);

        Hold released = holds.release(placed.id(), "claim settled");

        assertThat(released.active()).isFalse();
        assertThat(released.release()).hasValueSatisfying(release -> {
            assertThat(release.by()).isEqualTo(database.approverLogin());
            assertThat(release.reason()).isEqualTo("claim settled");
        });
        assertThat(holds.list(Holds.Filter.ACTIVE)).isEmpty();
        assertThat(holds.list(Holds.Filter.ALL)).contains(released);
        assertThat(entry("release_entry", placed))
                .isInstanceOfSatisfying(
                        HoldReleased.class,
                        entry -> assertThat(entry.reference()).isEqualTo(key.reference("referral", List.of("4711"))));
    }

    @Test
    void release_isRefused_whenThereIsNoActiveHold() {
        Hold placed = holds.place(ONE_RECORD);
        holds.release(placed.id(), "claim settled");

        assertThatThrownBy(() -> holds.release(placed.id(), "again"))
                .isInstanceOf(HoldException.class)
                .hasMessageContaining("hold " + placed.id())
                .hasMessageContaining("keepuntil hold list");
        assertThatThrownBy(() -> holds.release(-1, "none")).isInstanceOf(HoldException.class);
    }

    @Test
    void list_asksForNoKey() {
        Hold placed = holds.place(ONE_RECORD);

        assertThat(Holds.of(database.auditor(), () -> {
                            throw new AssertionError("asked for the key");
                        })
                        .list(Holds.Filter.ALL))
                .contains(placed);
    }

    @Test
    void kinds_areThoseOfTheDatabase() {
        for (HoldKind kind : HoldKind.values()) {
            Hold placed =
                    holds.place(new NewHold("c", Optional.empty(), kind, "a", Optional.empty(), "r", Optional.empty()));
            assertThat(placed.kind()).isEqualTo(kind);
        }
        assertThat(Arrays.stream(HoldKind.values()).map(HoldKind::word)).contains("subject-access", "contested-age");
        assertThat(HoldKind.of("subject-access")).contains(HoldKind.SUBJECT_ACCESS);
        assertThat(HoldKind.of("SUBJECT_ACCESS")).isEmpty();
    }

    // ----

    private static Entry entry(String column, Hold hold) {
        byte[] bundle = JdbcClient.create(database.auditor())
                .sql("select data from keepuntil.log_bundle join keepuntil.hold on first = " + column + " where id = ?")
                .param(hold.id())
                .query(byte[].class)
                .single();
        return Bundle.decode(bundle).get(0);
    }

    private static Instant now() {
        return JdbcClient.create(database.auditor())
                .sql("select clock_timestamp()")
                .query((row, n) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
    }
}
