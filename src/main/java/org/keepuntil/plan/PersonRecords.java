package org.keepuntil.plan;

import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Workload;

/**
 * The records in which a person figures, a person being a row of a table: in whatever role, as the record itself or a row of it, or because
 * a row of it refers to the person by a foreign key or a declared link.
 */
public interface PersonRecords {
    static PersonRecords of(DataSource database, Workload workload) {
        return new JdbcPersonRecords(database, workload);
    }

    /**
     * A person.
     *
     * @param table {@code schema.table}
     * @param key the key of the row as the database writes it
     */
    record Person(String table, RecordKey key) {}

    /** A record in which the person figures. */
    record Found(String recordClass, RecordKey key) {}

    /**
     * The table of that name, with its schema or, where it is clear, without.
     *
     * @throws NoSuchPersonException if there is none of which rows can figure in a record, or if its rows have no key
     */
    PersonTable table(String name);

    /**
     * Keys of persons as the database writes them, and whether there are such rows; in the order given.
     *
     * @throws NoSuchPersonException if there is no such table
     */
    List<RecordKeys.Written> written(String table, List<RecordKey> keys);

    /**
     * One person, who need not be there any more.
     *
     * @throws NoSuchPersonException if there is no such table, or if it can be no key of it
     */
    Person person(String table, RecordKey key);

    /** Gives each record once, class by class in the order of the schedules, each class in key order. */
    void find(Person person, Consumer<Found> consumer);
}
