package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TappedDataSource;

/**
 * Each way in which a row that must stay could go with its partition, and what keeps it. Each year has a danger of its own and four files
 * that are due, of which the first, that of the year's own number, is the one in danger.
 */
class PartitionStaysTest {
    private static final int FIRST = 2000;
    private static final int LAST = 2017;

    /** What the owner of the tables did long ago. */
    private static final Map<Integer, String> THINGS = new TreeMap<>(Map.of(
            2006,
            "create function app.f() returns trigger language plpgsql as 'begin return null; end';"
                    + " create trigger t after delete on app.file_2006 for each row execute function app.f();",
            2007,
            "alter table app.file_2007 enable row level security;",
            2008,
            "create publication p for table app.file_2008;",
            2009,
            "create view app.v as select * from app.file_2009;"));

    /** What somebody else is about to do, and has not committed. */
    private static final Map<Integer, String> THEIRS = new TreeMap<>(Map.of(
            2010, "insert into app.file values (3010, '2010-07-01', 'late')",
            2011, "update app.file set title = 'changed' where no = 2011",
            2012, "select 1 from app.file where no = 2012 for key share",
            2013, "insert into app.note values (9013, 2013, '2013-01-01', 'late')",
            2014, "update app.note set body = 'changed' where id = 2014",
            2015, "insert into app.reply values (9015, 2015)",
            2016, "update app.bill set id = -id where id = 2016"));

    private static final Pattern LOCK =
            Pattern.compile("lock table \"app\"\\.\"file_([0-9]+)\" in exclusive mode nowait");

    @TempDir
    Path folder;

    private final List<Integer> dropped = new ArrayList<>();

    @Test
    void noRowThatMustStayGoes_whateverHappensToItsPartition() throws Exception {
        try (PartitionedFiles files = make("");
                Others others = new Others(files)) {
            THINGS.values().forEach(files::execute);
            hold(files, 2001);
            Night night = files.files()
                    .sample()
                    .night(
                            new TappedDataSource(files.files().sample().operator(), () -> (sql, alone) -> {
                                Matcher lock = LOCK.matcher(sql);
                                if (lock.matches()) {
                                    others.beside(Integer.parseInt(lock.group(1)));
                                }
                            }),
                            () -> false,
                            new SampleNight.Listener());
            night.begin(SampleNight.AS_OF);
            night.plan();
            hold(files, 2002);
            files.execute("insert into app.file values (3003, '2003-07-01', 'late')");
            files.execute("update app.file set closed = '2025-06-01' where no = 2105");
            night.dispose();
            night.list();
            night.seal();

            assertThat(night.stopped()).isEmpty();
            files.dropped().forEach(line -> dropped.add(Integer.parseInt(line.replaceAll(".*_(\\d+) .*", "$1"))));
            assertThat(dropped).containsExactly(2000, 2005, 2017);
            assertThat(files.dropped()).contains("app.file_2000 4", "app.file_2005 3", "app.file_2017 4");
            assertThat(files.files().rows("select no::text from app.file"))
                    .containsExactly("2001", "2002", "2105", "3003", "3004", "3010");
            assertThat(files.files().rows("select id::text from app.note")).containsExactly("2001", "2002");
            assertThat(files.files().rows("select id::text from app.reply")).containsExactly("2001", "2002");
            assertThat(files.removed()).isEqualTo(Map.of("app.file", 69L, "app.note", 17L, "app.reply", 17L));
            assertThat(others.waited).isEqualTo(THEIRS.size());
            assertThat(files.count("select count(*) from app.bill")).isEqualTo(LAST - FIRST + 1);
            assertThat(files.count("select count(*) from app.bill where file_no is null"))
                    .isEqualTo(LAST - FIRST - 1);
            assertThat(files.disposed()).hasSize((int) night.reconciliation().done());
            // a hold is placed by the test in a way of its own
            assertThat(files.findings()).allMatch(finding -> finding.startsWith("keepuntil.hold:"));
        }
    }

    @Test
    void aRowThatATriggerWritesIntoThePartition_whenANoteGoes_stays() throws Exception {
        try (PartitionedFiles files = make("""
                create function app.g() returns trigger language plpgsql security definer as
                    'begin insert into app.file values (3000, ''2000-09-01'', ''history''); return null; end';
                create trigger t after delete on app.note for each row when (old.id = 2000) execute function app.g();
                """)) {
            files.run();

            assertThat(files.partitions()).contains("app.file_2000");
            assertThat(files.dropped()).noneMatch(line -> line.startsWith("app.file_2000 "));
            assertThat(files.count("select count(*) from app.file where no = 2000"))
                    .isEqualTo(1);
        }
    }

    private PartitionedFiles make(String more) throws Exception {
        StringBuilder tables = new StringBuilder(PartitionedFiles.tables());
        for (int year = FIRST; year <= LAST; year++) {
            tables.append(
                    "create table app.file_%1$d partition of app.file for values from ('%1$d-01-01') to ('%2$d-01-01');\n"
                            .formatted(year, year + 1));
        }
        return PartitionedFiles.make(folder, PartitionedFiles.BINDING, tables + """
                create table app.file_2025 partition of app.file for values from ('2025-01-01') to ('2026-01-01');
                insert into app.file select y + i * 100, make_date(y, 1 + i * 3, 1), 'file' from generate_series(%d, %d) y, generate_series(0, 3) i;
                insert into app.note select no, no, closed, 'body' from app.file where no < 2100;
                insert into app.reply select id, id from app.note;
                insert into app.bill select no, no, closed from app.file where no < 2100;
                """.formatted(FIRST, LAST), more);
    }

    private static void hold(PartitionedFiles files, int year) {
        FileNight.hold(files.files().sample(), "file", List.of(Integer.toString(year), year + "-01-01"));
    }

    /** Who works on the tables at the same time: on a partition from the moment at which it is to be locked until the next one is. */
    private static final class Others implements AutoCloseable {
        private final PartitionedFiles files;
        private final Connection connection;
        private int year;
        private int waited;

        Others(PartitionedFiles files) throws SQLException {
            this.files = files;
            this.connection = files.files().sample().superuser().getConnection();
            connection.setAutoCommit(false);
        }

        void beside(int now) throws SQLException {
            if (now == year) {
                return;
            }
            year = now;
            connection.commit();
            if (now == 2004) {
                files.execute("insert into app.file values (3004, '2004-07-01', 'late')");
            }
            String theirs = THEIRS.get(now);
            if (theirs != null) {
                waited++;
                try (Statement statement = connection.createStatement()) {
                    statement.execute(theirs);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
