package org.keepuntil.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Files in partitions by the year in which they were closed, with notes, replies to notes and bills that stay, whose owner has lent the
 * operator its rights. Those of 2010 and 2011 are due, those of 2025 are not.
 */
final class PartitionedFiles implements AutoCloseable {
    static final String BINDING = """
            records:
              file:
                table: app.file
                open while: never
                events: { closing: closed }
                cap: none
                expired partitions: drop
                components: [note, reply]
                related: { bill.file_no: unlink }
            """;

    private static final String TABLES = """
            create schema app;
            create table app.file (no int, closed date, title text, primary key (no, closed)) partition by range (closed);
            create table app.note (id int primary key, file_no int, file_closed date, body text,
                foreign key (file_no, file_closed) references app.file);
            create index on app.note (file_no, file_closed);
            create table app.reply (id int primary key, note_id int references app.note);
            create index on app.reply (note_id);
            create table app.bill (id int primary key, file_no int, file_closed date,
                foreign key (file_no, file_closed) references app.file);
            create index on app.bill (file_no, file_closed);
            """;

    private static final String PARTITIONS = """
            create table app.file_2010 partition of app.file for values from ('2010-01-01') to ('2011-01-01');
            create table app.file_2011 partition of app.file for values from ('2011-01-01') to ('2012-01-01');
            create table app.file_2025 partition of app.file for values from ('2025-01-01') to ('2026-01-01');
            """;

    private static final String ROWS = """
            insert into app.file select n, make_date(2010 + n % 2, 1 + n % 12, 1), 'file ' || n from generate_series(1, 40) n;
            insert into app.file select n, '2025-05-01', 'file ' || n from generate_series(41, 45) n;
            insert into app.note select no * 10 + i, no, closed, 'body' from app.file, generate_series(1, 2) i where no % 3 > 0;
            insert into app.reply select id * 10, id from app.note where id % 4 = 1;
            insert into app.bill select no, no, closed from app.file where no % 5 = 0;
            """;

    private final FileNight files;
    private final String owner;

    private PartitionedFiles(FileNight files, String owner) {
        this.files = files;
        this.owner = owner;
    }

    static PartitionedFiles make(Path folder, String more) throws Exception {
        return make(folder, BINDING, TABLES + PARTITIONS + ROWS, more);
    }

    /** The tables alone, without a partition. */
    static String tables() {
        return TABLES;
    }

    static PartitionedFiles make(Path folder, String binding, String tables, String more) throws Exception {
        TestDatabase database = TestDatabase.create();
        String owner = database.login("application").user();
        FileNight files = FileNight.of(
                database,
                folder,
                binding,
                tables
                        + more
                        + """
                do $$
                declare
                    each record;
                begin
                    execute format('alter schema app owner to %1$I', '%2$s');
                    for each in select oid::regclass as name from pg_class
                        where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')
                    loop
                        execute format('alter table %%s owner to %1$I', each.name, '%2$s');
                    end loop;
                end
                $$;
                analyze;
                """.replace("%1$I", "%I")
                                .replace("'%2$s'", "'" + owner + "'")
                                .replace("%%s", "%s"));
        PartitionedFiles partitioned = new PartitionedFiles(files, owner);
        partitioned.lendOwner();
        return partitioned;
    }

    void lendOwner() {
        files.sample().database().execute("grant \"" + owner + "\" to \"" + operator() + "\"");
    }

    void takeOwnerBack() {
        files.sample().database().execute("revoke \"" + owner + "\" from \"" + operator() + "\"");
    }

    private String operator() {
        return Roles.of(files.sample().database().name()).operator();
    }

    FileNight files() {
        return files;
    }

    Night run() throws Exception {
        return files.run();
    }

    void execute(String sql) {
        files.sample().database().execute(sql);
    }

    /** The partitions that are there, in the order of their names. */
    List<String> partitions() {
        return jdbc().queryForList(
                        "select relid::text from pg_partition_tree('app.file') where isleaf order by 1", String.class);
    }

    /** The partitions that runs have dropped, each with how many rows it had. */
    List<String> dropped() {
        return jdbc().queryForList(
                        "select relation || ' ' || rows from keepuntil.dropped_partition order by run, relation",
                        String.class);
    }

    long count(String query) {
        Long count = jdbc().queryForObject(query, Long.class);
        return count == null ? 0 : count;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(files.sample().superuser());
    }

    /** What the log says that runs disposed of. */
    List<Disposed> disposed() {
        List<Disposed> entries = new ArrayList<>();
        AuditLog log = AuditLog.of(JdbcClient.create(files.sample().superuser()));
        jdbc().queryForList("select id from keepuntil.run order by id", Long.class)
                .forEach(run -> log.readIndexed(run, (index, entry) -> {
                    if (entry instanceof Disposed disposed) {
                        entries.add(disposed);
                    }
                }));
        return entries;
    }

    /** How many rows of each table the log says were removed. */
    Map<String, Long> removed() {
        Map<String, Long> sums = new TreeMap<>();
        disposed().forEach(entry -> entry.removed().forEach((table, rows) -> sums.merge(table, rows, Long::sum)));
        return sums;
    }

    /** What the log and the control tables do not agree on. */
    List<String> findings() throws Exception {
        return ControlFindings.of(files.sample().superuser(), new ControlTables(), new RunSums());
    }

    @Override
    public void close() {
        files.close();
    }
}
