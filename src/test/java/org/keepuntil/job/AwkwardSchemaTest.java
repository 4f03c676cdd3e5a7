package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.dispose.UnexpectedRowsException;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** A schema with composite keys, awkward names, answers to answers, circles and partitions: the whole record goes, and nothing else. */
class AwkwardSchemaTest {
    private static final String SCHEMA = "Odd 100% Schema";

    @TempDir
    Path keys;

    private SampleNight sample;

    @BeforeEach
    void makeDatabase() throws Exception {
        String script;
        try (InputStream file = AwkwardSchemaTest.class.getResourceAsStream("awkward/database.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path schedule = Path.of(Objects.requireNonNull(AwkwardSchemaTest.class.getResource("awkward"))
                .toURI());
        sample = SampleNight.of(script + "; reset search_path", schedule, keys);
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    @Test
    void theWholeRecordGoes_andWhatRefersToItIsUnlinkedOrKeepsIt() throws Exception {
        Content before = content();
        // closed in 2012, and no inquiry refers to it
        String due = "(\"Closed on\" = date '2012-06-30' and \"No\" not in ('N/7', 'N/8'))";
        String ofDue =
                "exists (select 1 from \"Odd 100% Schema\".\"Case?\" c where c.\"No\" = t.case_no and c.\"Year\" = t.case_year"
                        + " and " + due + ")";
        Map<String, Set<String>> gone = new TreeMap<>();
        gone.put(
                "Case?",
                rows("select t::text from \"Odd 100% Schema\".\"Case?\" t where " + due
                        + " or (\"previous no\", \"previous"
                        + " year\") in (select \"No\", \"Year\" from \"Odd 100% Schema\".\"Case?\" where " + due
                        + ")"));
        for (String part : List.of("note", "left_half", "bill")) {
            gone.put(part, rows("select t::text from \"Odd 100% Schema\"." + part + " t where " + ofDue));
        }
        Set<String> parts = rows("select t::text from \"Odd 100% Schema\".part t where " + ofDue);
        gone.put(
                "right_half",
                rows("select h::text from \"Odd 100% Schema\".right_half h join \"Odd 100% Schema\".left_half t"
                        + " on t.id = h.other where " + ofDue));
        long records = rows("select \"No\" from \"Odd 100% Schema\".\"Case?\" where " + due)
                .size();

        Night night = run();

        assertThat(night.stopped()).isEmpty();
        assertThat(night.reconciliation().classes())
                .isEqualTo(Map.of("file", new RunEnd.Counts(records, records, 0, 0, 0, 0)));
        Map<String, Set<String>> went = before.without(content());
        Set<String> partsGone = new TreeSet<>(went.remove("part_old"));
        partsGone.addAll(went.remove("part_new"));
        went.remove("part");
        assertThat(partsGone).isEqualTo(parts);
        assertThat(went).isEqualTo(gone);
        assertThat(rows("select id::text from \"Odd 100% Schema\".bill where case_no is null"))
                .hasSameSizeAs(gone.get("bill"));
        assertThat(rows("select \"No\" from \"Odd 100% Schema\".\"Case?\"")).contains("N/7", "N/8", "N/3");
    }

    @Test
    void aTriggerThatWritesElsewhere_stopsTheClassAndNothingIsChanged() throws Exception {
        sample.database().execute("""
                create table "Odd 100% Schema".tombstone (what text);
                create function "Odd 100% Schema".bury() returns trigger language plpgsql as
                    $$ begin insert into "Odd 100% Schema".tombstone values (old.body); return old; end $$;
                create trigger bury before delete on "Odd 100% Schema".note for each row execute function "Odd 100% Schema".bury();
                """);
        sample.grant();
        sample.database().execute("grant insert on \"Odd 100% Schema\".tombstone to public");
        Content before = content();

        Night night = run();

        assertThat(night.stopped().get("file"))
                .isInstanceOf(UnexpectedRowsException.class)
                .hasMessageContaining("tombstone");
        assertThat(content()).isEqualTo(before);
        assertThat(night.result()).isEqualTo(NightResult.STOPPED_BY_CHECK);
        assertThat(night.reconciliation().notReached())
                .isEqualTo(night.reconciliation().planned());
    }

    @Test
    void aRowThatCantGo_isSetAsideAloneAndTheRestGoes() throws Exception {
        sample.database().execute("""
                create function "Odd 100% Schema".refuse() returns trigger language plpgsql as
                    $$ begin if old."No" = 'N/1' then raise exception 'not this one: %', old; end if; return old; end $$;
                create trigger refuse before delete on "Odd 100% Schema"."Case?" for each row
                    execute function "Odd 100% Schema".refuse();
                """);

        Night night = run();

        assertThat(night.result()).isEqualTo(NightResult.PART);
        assertThat(night.reconciliation().failed()).isEqualTo(1);
        assertThat(night.reconciliation().done())
                .isEqualTo(night.reconciliation().planned() - 1);
        assertThat(rows("select reason from keepuntil.outcome"))
                .containsExactly("the database refused it with SQLSTATE P0001");
        assertThat(rows("select case_no from \"Odd 100% Schema\".note")).contains("N/1");
    }

    private Night run() throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.list();
        night.seal();
        return night;
    }

    private Content content() {
        return Content.of(sample.superuser(), SCHEMA);
    }

    private Set<String> rows(String query) {
        return new TreeSet<>(new JdbcTemplate(sample.superuser()).queryForList(query, String.class));
    }
}
