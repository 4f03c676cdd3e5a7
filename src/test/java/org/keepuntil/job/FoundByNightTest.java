package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.FindToken;
import org.keepuntil.audit.FoundBy;

/** A token for each person of whom all is known, of each record that goes, in the transaction in which it goes. */
class FoundByNightTest {
    private static final String BINDING = """
            events: { closing: closed }
            people: { child: { born: each child.born, placeholder dates: [1900-01-01] } }
            components: [child]
            find by: [child.surname, born, place]
            """;
    private static final String TABLES = """
            create table app.file (no int primary key, closed date, place text);
            create table app.child (id int primary key, file_no int not null references app.file, surname text, born date);
            insert into app.file select n, case when n < 6 then date '2010-01-01' else '2026-01-01' end,
                case n when 5 then ' ' else 'Hull' end from generate_series(1, 7) n;
            insert into app.child values (1, 1, 'Ashworth', '2001-05-03'), (2, 1, 'ASHWORTH ', '2003-06-07'), (3, 1, 'Ashworth', '2001-05-03'),
                (4, 2, null, '2001-05-03'), (5, 2, 'Berg', null), (6, 3, 'Berg', '1900-01-01'), (7, 5, 'Cole', '2000-01-02'), (8, 6, 'Dale', '2000-01-02');
            """;

    @TempDir
    Path folder;

    private final LinkedSchema schema = new LinkedSchema();

    @AfterEach
    void dropDatabase() {
        schema.close();
    }

    private String token(String surname, String born, String place) throws Exception {
        return FindToken.of(Map.of("surname", surname, "born", born, "place", place))
                .of(schema.sample().tokens(), "file");
    }

    private String reference(String no) throws Exception {
        return schema.sample().tokens().reference("file", List.of(no));
    }

    @Test
    void whatIsKnownOfEachPerson_isKeptAsATokenAlone() throws Exception {
        schema.make(folder, BINDING, TABLES);

        assertThat(schema.run().stopped()).isEmpty();

        assertThat(schema.entries(Disposed.class)).hasSize(5);
        List<FoundBy> found = schema.entries(FoundBy.class);
        assertThat(found).extracting(FoundBy::reference).containsOnly(reference("1"));
        assertThat(found)
                .extracting(FoundBy::token)
                .containsExactlyInAnyOrder(
                        token("ashworth", "2001-05-03", "hull"), token("Ashworth", "2003-06-07", "Hull"));
        assertThat(found).extracting(FoundBy::names).containsOnly("born,place,surname");
        assertThat(schema.rows("select no::text from app.file order by 1")).containsExactly("6", "7");
        // both stand in the bundle of the disposal
        assertThat(schema.rows("""
                select count(*)::text from keepuntil.log_bundle
                where position(convert_to(E'\\tfound-by\\t', 'UTF8') in data) > 0 and position(convert_to(E'\\tdisposal\\t', 'UTF8') in data) = 0""")).containsExactly("0");
    }

    @Test
    void aMomentIsTheDayThatItWasWhereTheScheduleIsInForce_andPartitionsMakeNoDifference() throws Exception {
        schema.make(folder, """
                events: { closing: closed }
                find by: [reference, seen, born]
                """, """
                create table app.file (no int, closed date, reference text, seen timestamptz, born timestamp, primary key (no, closed))
                    partition by range (closed);
                create table app.file_old partition of app.file for values from ('2000-01-01') to ('2012-01-01') partition by range (closed);
                create table app.file_oldest partition of app.file_old for values from ('2000-01-01') to ('2010-01-01');
                create table app.file_older partition of app.file_old for values from ('2010-01-01') to ('2012-01-01');
                create table app.file_new partition of app.file default;
                insert into app.file values (1, '2009-01-01', 'A 1', '2001-05-02 23:30+00', '1980-02-29 23:59:59'),
                    (2, '2011-01-01', 'A 2', '2001-12-02 23:30+00', '1980-02-29 00:00'), (3, '2026-01-01', 'A 3', now(), '1980-02-29'),
                    (4, '2011-01-01', 'A 4', null, '1980-02-29'), (5, '2011-01-01', 'A 5', 'infinity', '1980-02-29')""");

        assertThat(schema.run().stopped()).isEmpty();

        assertThat(schema.entries(Disposed.class)).hasSize(4);
        assertThat(schema.entries(FoundBy.class))
                .extracting(FoundBy::token)
                .containsExactlyInAnyOrder(
                        found("a 1", "2001-05-03", "1980-02-29"), found("A 2", "2001-12-02", "1980-02-29"));
    }

    private String found(String reference, String seen, String born) throws Exception {
        return FindToken.of(Map.of("reference", reference, "seen", seen, "born", born))
                .of(schema.sample().tokens(), "file");
    }
}
