package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Column;
import org.keepuntil.source.Nearest;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@link PersonRecords} by one query for each class, which begins with the person. */
final class JdbcPersonRecords implements PersonRecords {
    private final JdbcTemplate jdbc;
    private final List<Work> classes;
    private final List<PersonTable> tables;

    JdbcPersonRecords(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        this.classes = workload.classes();
        this.tables = PersonTable.within(classes.stream().map(Work::layout).toList());
    }

    @Override
    public PersonTable table(String name) {
        List<PersonTable> found = tables.stream()
                .filter(t -> t.name().equals(name) || t.table().name().equals(name))
                .toList();
        List<PersonTable> exact =
                found.stream().filter(t -> t.name().equals(name)).toList();
        List<PersonTable> meant = exact.isEmpty() ? found : exact;
        if (meant.isEmpty()) {
            throw new NoSuchPersonException("No record has anything to do with a table " + name + ". "
                    + Nearest.hint(name, names(tables), "Records refer to: " + String.join(", ", names(tables)) + "."));
        }
        if (meant.size() > 1) {
            throw new NoSuchPersonException(
                    "Which table " + name + " is meant? There are " + String.join(" and ", names(meant)) + ".");
        }
        if (meant.get(0).key().isEmpty()) {
            throw new NoSuchPersonException("Rows of " + meant.get(0).name()
                    + " have no primary key, so nobody in it can be told from another.");
        }
        return meant.get(0);
    }

    private static List<String> names(List<PersonTable> tables) {
        return tables.stream().map(PersonTable::name).sorted().toList();
    }

    @Override
    public List<RecordKeys.Written> written(String table, List<RecordKey> keys) {
        PersonTable people = table(table);
        return new RowKeys(jdbc, people.table(), people.key(), people.key("r"), people.keyIs("r", "k.parts"), Sql.TRUE)
                .written(keys);
    }

    @Override
    public Person person(String table, RecordKey key) {
        PersonTable people = table(table);
        return written(people.name(), List.of(key))
                .get(0)
                .key()
                .map(written -> new Person(people.name(), written))
                .orElseThrow(() -> new NoSuchPersonException("That can be no key of " + people.name()
                        + ", whose rows are known by "
                        + String.join(
                                " and ", people.key().stream().map(Column::name).toList()) + "."));
    }

    @Override
    public void find(Person person, Consumer<Found> consumer) {
        PersonTable people = table(person.table());
        Sql keys = Sql.of("select ?::text[], null::timestamptz", (Object)
                person.key().parts().toArray(String[]::new));
        for (Work work : classes) {
            // who figures in a record does not depend on the day
            ClassSql sql = work.sql(LocalDate.EPOCH);
            Sql figures = sql.figures(people, keys);
            if (figures.equals(Sql.FALSE)) {
                continue;
            }
            Sql query = Sql.concat(
                    "select ",
                    sql.key(),
                    " from " + Identifier.of(work.layout().root()) + " r where ",
                    Sql.and(sql.ofClass(), figures),
                    " order by ",
                    sql.keyOrder());
            jdbc.query(
                    query.text(),
                    row -> {
                        consumer.accept(new Found(work.name(), JdbcPlanner.key(row, 1)));
                    },
                    query.values().toArray());
        }
    }
}
