package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;

/** Files that share rows in random patterns, disposed of in batches of random size: what is left is what a plain model leaves. */
class RandomSharingTest {
    private static final int ROWS = 60;

    @TempDir
    Path folder;

    /** A row and the rows that it refers to; one that belongs to another goes with that. */
    private record Row(String name, Set<String> refersTo, String belongsTo) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsLeft_isWhatTheModelLeaves(long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        Set<String> due = new HashSet<>();
        StringBuilder script = new StringBuilder("""
                create schema app;
                create table app.folder (id int primary key, parent int references app.folder);
                create table app.document (id int primary key, folder_id int references app.folder);
                create table app.page (id int primary key, document_id int not null references app.document);
                create table app.child (id int primary key);
                create table app.file (no int primary key, closed date, child_id int references app.child);
                create table app.file_document (file_no int references app.file, document_id int references app.document,
                    primary key (file_no, document_id));
                """);
        for (int n = 1; n <= ROWS; n++) {
            String parent = n > 1 && random.nextInt(3) > 0 ? String.valueOf(1 + random.nextInt(n - 1)) : "null";
            add(rows, script, "folder", n, "folder", parent);
            String folderId = random.nextInt(4) > 0 ? String.valueOf(1 + random.nextInt(n)) : "null";
            add(rows, script, "document", n, "folder", folderId);
            rows.add(new Row("page " + n, Set.of(), "document " + n));
            script.append("insert into app.page values (%d, %d);%n".formatted(n, n));
            rows.add(new Row("child " + n, Set.of(), ""));
            script.append("insert into app.child values (%d);%n".formatted(n));
        }
        for (int n = 1; n <= ROWS; n++) {
            boolean goes = random.nextInt(3) > 0;
            int child = 1 + random.nextInt(ROWS / 2);
            rows.add(new Row("file " + n, Set.of("child " + child), ""));
            script.append("insert into app.file values (%d, '%s', %d);%n"
                    .formatted(n, goes ? "2010-01-01" : "2026-01-01", child));
            if (goes) {
                due.add("file " + n);
            }
            Set<Integer> documents = new TreeSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                documents.add(1 + random.nextInt(ROWS * 2 / 3));
            }
            for (int document : documents) {
                rows.add(new Row("file_document " + n + " " + document, Set.of("document " + document), "file " + n));
                script.append("insert into app.file_document values (%d, %d);%n".formatted(n, document));
            }
        }

        try (SharedNight made = new SharedNight(folder, SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [file_document, document, page, folder, child]
                """, script.toString())) {
            Night night = made.planned();
            int size = 1 + random.nextInt(ROWS);
            Disposer.of(made.sample.operator(), made.sample.workload(), made.sample.tokens(), SharedNight.CLOCK)
                    .dispose(night.run(), new Pace(size, size, size, 1), () -> false, (name, looked, planned) -> {});
            night.seal();

            assertThat(made.outcomes()).isEmpty();
            assertThat(new TreeSet<>(made.jdbc.queryForList("""
                            select 'folder ' || id from app.folder union all select 'document ' || id from app.document
                            union all select 'page ' || id from app.page union all select 'child ' || id from app.child
                            union all select 'file ' || no from app.file
                            union all select 'file_document ' || file_no || ' ' || document_id from app.file_document""", String.class))).isEqualTo(model(rows, due));
        }
    }

    private static void add(List<Row> rows, StringBuilder script, String table, int n, String other, String id) {
        rows.add(new Row(table + " " + n, id.equals("null") ? Set.of() : Set.of(other + " " + id), ""));
        script.append("insert into app.%s values (%d, %s);%n".formatted(table, n, id));
    }

    /** Takes rows away one after the other: what belongs to one that is gone, and what has lost its last reference. */
    private static Set<String> model(List<Row> rows, Set<String> due) {
        List<Row> left = new ArrayList<>(rows);
        Set<String> lostOne = new HashSet<>();
        boolean more = true;
        while (more) {
            Set<String> referred = new HashSet<>();
            Set<String> there = new HashSet<>();
            left.forEach(row -> {
                referred.addAll(row.refersTo());
                there.add(row.name());
            });
            List<Row> gone = left.stream()
                    .filter(row -> due.contains(row.name())
                            || (!row.belongsTo().isEmpty() && !there.contains(row.belongsTo()))
                            || (lostOne.contains(row.name()) && !referred.contains(row.name())))
                    .toList();
            gone.forEach(row -> lostOne.addAll(row.refersTo()));
            more = left.removeAll(gone);
        }
        Set<String> names = new TreeSet<>();
        left.forEach(row -> names.add(row.name()));
        return names;
    }
}
