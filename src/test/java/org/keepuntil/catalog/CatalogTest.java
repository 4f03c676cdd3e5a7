package org.keepuntil.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.testing.TestDatabase;

/** What real software leaves behind, as the catalog reads it. */
class CatalogTest {
    private static TestDatabase database;
    private static Catalog catalog;

    @BeforeAll
    static void read() throws Exception {
        database = TestDatabase.create();
        database.execute("""
                create schema "Odd one";
                create table "Odd one"."order" (
                    "No" numeric, "select" uuid, n int generated always as identity unique, twice int generated always as (1) stored,
                    mood text, primary key ("No", "select"));
                create type mood as enum ('a', 'b');
                create domain moods as mood;
                alter table "Odd one"."order" alter mood type moods using 'a';
                create table line (no numeric, sel uuid, id int primary key, up int references line on delete set null deferrable);
                alter table line add constraint to_order foreign key (no, sel) references "Odd one"."order" on delete cascade not valid;
                create table parted (id int, d int, line int references line, primary key (id, d)) partition by list (d);
                create table parted_1 partition of parted for values in (1);
                create table parted_2 partition of parted for values in (2);
                alter table parted_1 add constraint only_first foreign key (id) references line;
                create table to_part (id int, d int, constraint to_first foreign key (id, d) references parted_1 (id, d));
                create table heir (more text) inherits (line);
                create table heir_of_heir () inherits (heir);
                create view v1 as select * from "Odd one"."order";
                create view v2 as select v1."No", l.id from v1 join line l on true;
                create materialized view m as select * from v2 join parted_1 p using (id);
                create function writes() returns void language sql as 'insert into heir default values';
                create function unused() returns void language sql as 'delete from heir';
                create function on_line() returns trigger language plpgsql as 'begin perform writes(); return null; end';
                create trigger fires after delete on line for each row execute function on_line();
                create trigger sleeps after delete on line for each row execute function on_line();
                alter table line disable trigger sleeps;
                create trigger on_all after delete on parted for each row execute function on_line();
                create rule instead as on delete to "Odd one"."order" do instead nothing;
                create policy few on line for select using (id > 1);
                alter table line enable row level security;
                """);
        try (Connection connection = database.dataSource().getConnection()) {
            catalog = Catalog.read(connection);
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Table table(String name) {
        return catalog.named(name).get(0);
    }

    private static ForeignKey key(String name) {
        return catalog.foreignKeys().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aForeignKey_saysWhatTheDatabaseMakesOfIt() {
        assertThat(key("to_order").traits()).isEqualTo(new ForeignKey.Traits("cascade", false, false, true, false));
        assertThat(key("to_order").traits().words()).isEqualTo(", on delete cascade, not valid");
        assertThat(key("line_up_fkey").traits().words()).isEqualTo(", on delete set null, deferrable");
        assertThat(key("parted_line_fkey").traits().words()).isEmpty();
        assertThat(key("to_order").fromColumns()).containsExactly("no", "sel");
        assertThat(key("to_order").toColumns()).containsExactly("No", "select");
    }

    @Test
    void keysOfSinglePartitions_areKeptApart() {
        assertThat(catalog.partitionKeys())
                .containsExactlyInAnyOrder(
                        new PartitionKey(
                                "only_first",
                                "public.parted_1",
                                table("parted").oid(),
                                List.of("id"),
                                "public.line",
                                table("line").oid()),
                        new PartitionKey(
                                "to_first",
                                "public.to_part",
                                table("to_part").oid(),
                                List.of("id", "d"),
                                "public.parted_1",
                                table("parted").oid()));
        assertThat(catalog.foreignKeys()).extracting(ForeignKey::name).doesNotContain("only_first", "to_first");
    }

    @Test
    void views_readTablesThroughOtherViews_andPartitionsAreTheirTable() {
        assertThat(catalog.views().stream().map(v -> v + " " + v.materialized()))
                .containsExactly("public.m true", "public.v1 false", "public.v2 false");
        assertThat(catalog.views().get(0).reads())
                .containsExactlyInAnyOrder(
                        table("order").oid(),
                        table("line").oid(),
                        table("parted").oid());
    }

    @Test
    void triggers_areThoseThatFire_withAllThatTheyCall() {
        List<Trigger> triggers = catalog.triggersOf(table("line"));

        assertThat(triggers).extracting(Trigger::name).containsExactly("fires");
        assertThat(triggers.get(0).source())
                .contains("perform writes()", "insert into heir")
                .doesNotContain("delete from heir");
        assertThat(catalog.triggersOf(table("parted")))
                .extracting(Trigger::name)
                .containsExactly("on_all");
    }

    @Test
    void rulesPoliciesAndHeirs_areRead() {
        assertThat(catalog.rulesOf(table("order")))
                .extracting(RewriteRule::name, RewriteRule::event, RewriteRule::instead)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("instead", "delete", true));
        assertThat(catalog.policiesOf(table("line")))
                .extracting(Policy::definition)
                .containsExactly("permissive select using (id > 1)");
        assertThat(catalog.heirsOf(table("line"))).extracting(Table::name).containsExactly("heir", "heir_of_heir");
        assertThat(catalog.heirsOf(table("parted"))).isEmpty();
    }

    @Test
    void columns_sayWhoFillsThem_andWhetherTheirValuesAreListed() {
        Table order = table("order");

        assertThat(order.column("n").orElseThrow().identity()).isTrue();
        assertThat(order.column("twice").orElseThrow().generated()).isTrue();
        assertThat(order.column("mood").orElseThrow().enumerated()).isTrue();
        assertThat(order.column("No").orElseThrow())
                .matches(c -> !c.identity() && !c.generated() && !c.enumerated() && c.notNull());
    }
}
