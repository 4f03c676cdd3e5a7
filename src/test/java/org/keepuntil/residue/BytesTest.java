package org.keepuntil.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is claimed is what the bytes show: the server's files are searched for a text that was in all that went. {@code
 * -Dkeepuntil.test.residue=all} does it on every version of PostgreSQL.
 */
class BytesTest {
    private static final Hours NO_END = new Hours(Clock.systemUTC(), () -> false, Optional.empty());
    private static final int SHARED = 0;

    /** A recycled file of the WAL is written over sooner or later; tests hurry that. */
    private static final int ATTEMPTS = 8;

    @TempDir
    private Path folder;

    static Stream<Integer> versions() {
        return "all".equals(System.getProperty("keepuntil.test.residue"))
                ? Stream.of(14, 15, 16, 17, 18)
                : Stream.of(SHARED);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatIsClaimed_isWhatTheBytesShow(int version) throws Exception {
        TestDatabase database = version == SHARED ? TestDatabase.create() : TestDatabase.ofVersion(version);
        try (Planted planted = Planted.in(database, folder)) {
            DataDirectory files = DataDirectory.of(database);
            Assumptions.assumeTrue(files.isHere(), "the server's files are not on this machine");
            planted.run();
            planted.superuser().execute("vacuum analyze");

            assertThat(files.find(planted.text()))
                    .contains(
                            "s.person",
                            "toast of s.person",
                            "s.person_pkey",
                            "s.person_plain",
                            "s.person_expression",
                            "s.person_doc",
                            "s.person_words",
                            "s.person_ranged",
                            "s.person_listed",
                            "s.person_gist",
                            "s.person_spgist",
                            "s.person_covering",
                            "s.persons",
                            "s.persons_id",
                            "pg_largeobject",
                            "s.note_person",
                            "s.note_said",
                            "s.happening_old",
                            "s.happening_new",
                            "s.visit",
                            "s.visit_said",
                            "pg_statistic",
                            "pg_statistic_ext_data",
                            "pg_wal");
            TestDatabase.Login maintainer = planted.maintainer("keeper");
            assertThat(purge(planted, maintainer, files))
                    .as("without any right")
                    .noneMatch(BytesTest::purged);
            planted.entitleMaintainer();
            letLookAtPages(planted);
            assertThat(purge(planted, maintainer, files))
                    .as("with what check asks for")
                    .anyMatch(BytesTest::purged);
            planted.grantOwner();
            assertThat(purge(planted, maintainer, files))
                    .as("as the owner")
                    .allMatch(BytesTest::purged)
                    .allSatisfy(trace -> assertThat(trace.by().get(Level.L3))
                            .contains("pgstattuple: 0 dead rows", "without a remnant")
                            .doesNotContain("belie", "not verified"))
                    .anySatisfy(trace ->
                            assertThat(trace.by().get(Level.L3)).contains("pages have only rows that all see"));
            theWalTakesItsTime(planted, maintainer, files);
        }
    }

    private static void theWalTakesItsTime(Planted planted, TestDatabase.Login maintainer, DataDirectory files)
            throws Exception {
        List<Trace> traces = List.of();
        for (int i = 0; i < ATTEMPTS && !reached(traces); i++) {
            traces = purge(planted, maintainer, files);
        }
        assertThat(traces)
                .allMatch(trace ->
                        trace.next() == Level.L5 && trace.backupsUntil().isPresent());
        assertThat(files.find(planted.text())).isEmpty();
    }

    private static boolean reached(List<Trace> traces) {
        return !traces.isEmpty() && traces.stream().allMatch(trace -> trace.next() == Level.L5);
    }

    private static boolean purged(Trace trace) {
        return trace.reached().containsKey(Level.L3);
    }

    /** Purges, and holds each claim against the bytes. */
    private static List<Trace> purge(Planted planted, TestDatabase.Login maintainer, DataDirectory files)
            throws Exception {
        List<Trace> traces;
        try (Purge purge = Purge.of(maintainer.dataSource(), OptionalLong.empty())) {
            purge.work(new PurgeOrder(NO_END, Duration.ofSeconds(10), Depth.WHOLE, Level.L4), progress -> {});
            traces = purge.traces();
        }
        Set<String> found = files.find(planted.text());
        assertThat(traces)
                .hasSizeGreaterThan(4)
                .allMatch(trace -> trace.next() == Level.L5 || trace.ground().isPresent());
        Relations relations = new Relations(planted.superuser());
        for (Trace trace : traces) {
            if (purged(trace)) {
                relations
                        .leaves(trace.relation())
                        .forEach(leaf -> leaf.files()
                                .forEach(file ->
                                        assertThat(found).as(trace.toString()).doesNotContain(name(file, leaf))));
            }
        }
        if (traces.stream().allMatch(BytesTest::purged)) {
            assertThat(found).isSubsetOf("pg_wal");
        } else {
            assertThat(found).as("what is not claimed is there").containsAnyOf("pg_statistic", "pg_statistic_ext_data");
        }
        if (reached(traces)) {
            assertThat(found).isEmpty();
        }
        return traces;
    }

    private static String name(StoredFile file, Leaf leaf) {
        return file.name().startsWith("pg_toast.")
                ? "toast of " + leaf.name()
                : file.name().replaceFirst("^pg_catalog\\.", "");
    }

    /** As a superuser may. */
    private static void letLookAtPages(Planted planted) {
        JdbcTemplate superuser = planted.superuser();
        String database = planted.sample().database().name();
        superuser.execute(PageFunction.sql(Roles.of(database)));
        superuser.execute("create extension pgstattuple; create extension amcheck; create extension pg_visibility;"
                + " grant execute on all functions in schema public to \""
                + Roles.of(database).maintainer() + "\"");
    }
}
