package org.keepuntil.dispose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.bag.BagCheck;
import org.keepuntil.dispose.bag.BagWriter;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One package of a class: which records belong into it, and all that they are. Part of the caller's snapshot. */
final class PackageContent {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LOT = 200;
    private static final String RECORDS = "records.jsonl";
    private static final String FILES = "files.jsonl";

    private final ClassRun run;
    private final JdbcTemplate jdbc;
    private final boolean copy;
    private final String installation;
    private final Path directory;
    private final Clock clock;
    private final Map<Table, String> names = new LinkedHashMap<>();
    private long rows;
    private long files;
    private long leftOut;

    PackageContent(ClassRun run, JdbcTemplate jdbc, boolean copy, String installation, Path directory, Clock clock) {
        this.run = run;
        this.jdbc = jdbc;
        this.copy = copy;
        this.installation = installation;
        this.directory = directory;
        this.clock = clock;
        for (Table table : run.work().layout().tables()) {
            String plain = table.toString().replaceAll("[^A-Za-z0-9_.-]", "_");
            names.put(table, "tables/%02d-%s.jsonl".formatted(names.size() + 1, plain));
        }
    }

    /** What came of it. */
    record Result(long id, long leftOut) {}

    static Path temporary(Path directory, String installation, long id) {
        return directory.resolve(".keepuntil-" + installation + "-" + id + ".part");
    }

    static String temporaryNames(String installation) {
        return ".keepuntil-" + installation + "-*.part";
    }

    /** Writes the package under its temporary name, verifies it and records it; empty where no record belongs into one. */
    Optional<Result> write() {
        long id = open();
        long records = choose(id);
        if (records == 0) {
            return Optional.empty();
        }
        try {
            Path bag = temporary(directory, installation, id);
            String digest = fill(bag, id, records);
            long kept = records - leftOut;
            jdbc.update(
                    "update keepuntil.transfer_package set state = 'written', digest = ?, records = ?, rows = ?, files = ?"
                            + " where id = ?",
                    digest,
                    kept,
                    rows,
                    files,
                    id);
            if (kept == 0) {
                JdbcPacker.remove(bag);
                return Optional.empty();
            }
            return Optional.of(new Result(id, leftOut));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long open() {
        Long before = jdbc.queryForObject(
                "select count(*) from keepuntil.transfer_package where run = ? and class = ? and copy = ?",
                Long.class,
                run.run().id(),
                run.name(),
                copy);
        String name = "%s-run-%d-%s%s%s"
                .formatted(
                        String.valueOf(jdbc.queryForObject("select current_database()", String.class)),
                        run.run().id(),
                        run.name(),
                        copy ? "-copies" : "",
                        before == null || before == 0 ? "" : "-" + (before + 1))
                .replaceAll("[^A-Za-z0-9_-]", "_");
        Long id = jdbc.queryForObject(
                "insert into keepuntil.transfer_package (run, class, name, directory, copy) values (?, ?, ?, ?, ?)"
                        + " returning id",
                Long.class,
                run.run().id(),
                run.name(),
                name,
                directory.toString(),
                copy);
        return id == null ? 0 : id;
    }

    /** Writes down the records: those that wait, or are due to be copied, and are in no package as they are now. */
    private long choose(long id) {
        BothEvaluators both =
                new BothEvaluators(run.work(), run.sql(), run.run().asOf());
        Sql query = Sql.concat(
                "select e.* from (select ",
                run.sql().key(),
                " as key, ",
                run.sql().ground(),
                " as ground, ",
                both.columns(),
                " from ",
                run.sql().from(),
                " where ",
                Sql.and(run.sql().ofClass(), run.sql().mayAct()),
                " order by ",
                run.sql().keyOrder(),
                ") e where coalesce(e.status = ",
                Sql.of("?", wanted().word()),
                ", true) and not exists (select 1 from keepuntil.transfer_record t",
                " join keepuntil.transfer_package p on p.id = t.package and p.state = ",
                Sql.of("?", copy ? "copied" : "waiting"),
                Sql.of(" where t.class = ? and t.key = e.key and t.ground = e.ground)", run.name()),
                copy
                        ? Sql.of(
                                " and exists (select 1 from keepuntil.candidate c where c.run = ? and c.class = ?"
                                        + " and c.key = e.key)",
                                run.run().id(),
                                run.name())
                        : Sql.of(""));
        List<Object[]> chosen = new ArrayList<>();
        long[] n = {0};
        jdbc.query(
                query.text(),
                row -> {
                    Decision decision = both.read(row, 3).decision();
                    Optional<Act> act = decision.act().filter(this::isMeant);
                    if (decision.status() == wanted() && act.isPresent()) {
                        String[] key = (String[]) row.getArray(1).getArray();
                        chosen.add(new Object[] {
                            run.name(),
                            key,
                            id,
                            ++n[0],
                            run.tokens().reference(run.name(), List.of(key)),
                            act.get().rule().id(),
                            act.get().stage(),
                            row.getString(2)
                        });
                        if (chosen.size() == LOT) {
                            insert(chosen);
                        }
                    }
                },
                query.values().toArray());
        insert(chosen);
        return n[0];
    }

    private Status wanted() {
        return copy ? Status.DUE : Status.AWAITING_APPROVAL;
    }

    private boolean isMeant(Act act) {
        return copy ? act.sendsCopy() : act.handsOver();
    }

    private void insert(List<Object[]> chosen) {
        jdbc.batchUpdate(
                "delete from keepuntil.transfer_record where class = ? and key = ?::text[]",
                chosen.stream().map(row -> new Object[] {row[0], row[1]}).toList());
        jdbc.batchUpdate(
                "insert into keepuntil.transfer_record (class, key, package, n, key_ref, rule, stage, ground)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                chosen);
        chosen.clear();
    }

    private String fill(Path path, long id, long records) throws IOException {
        try (BagWriter bag = new BagWriter(path)) {
            bag.file(
                    "catalog.json",
                    out -> out.write(
                            JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(PackageCatalog.of(run, names))));
            for (long first = 1; first <= records; first += LOT) {
                lot(bag, id, first, Math.min(records, first + LOT - 1));
            }
            Map<String, String> info = new LinkedHashMap<>();
            info.put(
                    "Bagging-Date",
                    LocalDate.ofInstant(clock.instant(), run.work().schedule().zone())
                            .toString());
            info.put("Bag-Software-Agent", "Keepuntil");
            info.put("External-Identifier", "keepuntil:" + installation + ":" + id);
            info.put(
                    "Internal-Sender-Identifier",
                    "package " + id + " of run " + run.run().id());
            info.put("Internal-Sender-Description", "records of class " + run.name() + (copy ? ", copies" : ""));
            String digest = bag.finish(info);
            Optional<String> problem = BagCheck.problem(path, digest, bag.lineCounts());
            if (problem.isPresent()) {
                throw new IOException("the package was not written as it was meant: " + problem.get());
            }
            return digest;
        }
    }

    private void lot(BagWriter bag, long id, long first, long last) throws IOException {
        Places roots = roots(id, first, last);
        Whole whole = new Whole(run.work().layout(), jdbc, roots);
        whole.lock(Locker.looking(jdbc));
        NamedFiles named = NamedFiles.read(run, whole, jdbc);
        Set<Long> packed = new TreeSet<>();
        roots.rows().forEach(place -> packed.addAll(roots.owners(place)));
        Set<Long> out = new HashSet<>(named.refused().keySet());
        packed.removeAll(out);
        leaveOut(id, out);
        Map<Long, String> contents = new RecordContent(run, whole, named, jdbc).read(packed, (table, line) -> {
            bag.line(names.getOrDefault(table, RECORDS), line);
            rows++;
        });
        for (Layout.FileColumn column : run.work().layout().files()) {
            FileStore store = FileStore.of(column, jdbc);
            for (Long n : packed) {
                for (String name : named.of(n, column, whole)) {
                    file(bag, column, store, name);
                }
            }
        }
        records(bag, id, packed);
        jdbc.batchUpdate(
                "update keepuntil.transfer_record set content = ? where package = ? and n = ?",
                contents.entrySet().stream()
                        .map(each -> new Object[] {each.getValue(), id, each.getKey()})
                        .toList());
    }

    private Places roots(long id, long first, long last) {
        Places roots = new Places(run.work().layout().root());
        String root = Identifier.of(run.work().layout().root());
        Sql query = Sql.concat(
                "select t.n, r.tableoid::bigint, r.ctid::text from keepuntil.transfer_record t join " + root + " r on ",
                run.sql().keyIs("t.key"),
                Sql.of(" where t.package = ? and t.n between ? and ? order by t.n", id, first, last));
        jdbc.query(
                query.text(),
                row -> {
                    roots.add(new RowPlace(row.getLong(2), row.getString(3)), Set.of(row.getLong(1)));
                },
                query.values().toArray());
        return roots;
    }

    private void leaveOut(long id, Set<Long> records) {
        jdbc.batchUpdate(
                "delete from keepuntil.transfer_record where package = ? and n = ?",
                records.stream().map(n -> new Object[] {id, n}).toList());
        leftOut += records.size();
    }

    private void file(BagWriter bag, Layout.FileColumn column, FileStore store, String name) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("table", column.table().toString())
                .put("column", column.column().name())
                .put("value", name);
        if (store.look(List.of(name)).get(name) == FileStore.Found.THERE) {
            files++;
            String path = "files/%08d".formatted(files);
            BagWriter.Written written = bag.file(path, out -> store.copy(name, out));
            line.put("file", "data/" + path).put("bytes", written.bytes()).put("sha256", written.sha256());
        } else {
            line.putNull("file");
        }
        bag.line(FILES, JSON.writeValueAsString(line));
    }

    private void records(BagWriter bag, long id, Set<Long> packed) throws IOException {
        List<String> lines = new ArrayList<>();
        jdbc.query(
                "select key, rule, stage from keepuntil.transfer_record where package = ? and n = any(?) order by n",
                row -> {
                    ObjectNode line = JSON.createObjectNode();
                    ArrayNode key = line.putArray("key");
                    for (String part : (String[]) row.getArray(1).getArray()) {
                        key.add(part);
                    }
                    line.put("rule", row.getString(2)).put("stage", row.getInt(3));
                    lines.add(JSON.writeValueAsString(line));
                },
                id,
                packed.toArray(Long[]::new));
        for (String line : lines) {
            bag.line(RECORDS, line);
        }
    }
}
