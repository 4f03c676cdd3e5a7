package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class HeldConditionTest {
    private static final String HELD = "select r.id from visit r where "
            + Holds.condition(":class", "array[r.id::text, r.part]") + " order by r.id";

    @TempDir
    private Path directory;

    private ControlDatabase database;
    private Holds holds;

    @BeforeEach
    void fill() throws SQLException {
        database = ControlDatabase.installed();
        new JdbcTemplate(database.superuser())
                .execute("""
                create table visit (id int, part text, class text, key text[], primary key (id, part));
                insert into visit values (1, 'a'), (2, 'b,c'), (3, '"'), (4, ''), (5, 'ü'), (6, 'null');
                grant select on visit to %s""".formatted('"' + database.roles().operator() + '"'));
        try (Connection connection = database.operator().getConnection()) {
            TokenKey key = new TokenKeys(Map.of(), directory).ofNew(Installation.read(connection));
            holds = Holds.of(database.approver(), () -> key);
        }
    }

    @Test
    void condition_isTrueOfTheVeryRecords_whateverTheirKeysHold() {
        hold("visit", "2", "b,c");
        hold("visit", "3", "\"");
        hold("visit", "4", "");
        hold("visit", "5", "ü");
        hold("visit", "6", "null");
        hold("other", "1", "a");
        hold("visit", "1");
        hold("visit", "1", "b");

        assertThat(held("visit")).containsExactly(2, 3, 4, 5, 6);
        assertThat(held("other")).containsExactly(1);
        assertThat(held("third")).isEmpty();
    }

    @Test
    void condition_isTrueOfAll_whileTheWholeClassIsHeld() {
        Hold hold = holds.place(
                new NewHold("visit", Optional.empty(), HoldKind.FOI, "a", Optional.empty(), "r", Optional.empty()));

        assertThat(held("visit")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(held("other")).isEmpty();

        holds.release(hold.id(), "over");
        assertThat(held("visit")).isEmpty();
    }

    @Test
    void condition_isFalse_onceTheHoldIsReleased() {
        Hold first = hold("visit", "1", "a");
        Hold second = hold("visit", "1", "a");

        holds.release(first.id(), "over");
        assertThat(held("visit")).containsExactly(1);
        holds.release(second.id(), "over");
        assertThat(held("visit")).isEmpty();
    }

    @Test
    void condition_usesTheIndexOfActiveHolds_whenThereAreMany() {
        JdbcTemplate owner = new JdbcTemplate(database.superuser());
        owner.execute("""
                set session_replication_role = replica;
                insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)
                select 'visit', array[n::text, 'a'], 'foi', 'a', 'r', 'x', now() from generate_series(1, 20000) n;
                set session_replication_role = origin;
                analyze keepuntil.hold, visit""");

        List<String> plan = JdbcClient.create(database.operator())
                .sql("explain " + HELD)
                .param("class", "visit")
                .query(String.class)
                .list();

        assertThat(plan).anyMatch(line -> line.contains("Index") && line.contains("hold_active"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on hold"));
        assertThat(held("visit")).containsExactly(1);
    }

    private Hold hold(String recordClass, String... key) {
        return holds.place(new NewHold(
                recordClass, Optional.of(List.of(key)), HoldKind.FOI, "a", Optional.empty(), "r", Optional.empty()));
    }

    private List<Integer> held(String recordClass) {
        return JdbcClient.create(database.operator())
                .sql(HELD)
                .param("class", recordClass)
                .query(Integer.class)
                .list();
    }
}
