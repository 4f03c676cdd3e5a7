package org.keepuntil.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.source.Place;

/**
 * What acts other than destruction do to the rows of a record, as the binding file says it.
 *
 * @param flag the column of the record's own table that says whether a rule marks the record
 * @param files columns that name files or large objects, which go with their row
 * @param redact columns and whole components that {@code redact} removes
 * @param anonymise what becomes of the columns of each table of the record
 */
public record Treatment(
        Optional<PathName> flag,
        List<FileColumn> files,
        List<Redaction> redact,
        List<TableChange> anonymise,
        Optional<Anonymity> anonymity) {
    /** Of a binding that says nothing of it. */
    public static final Treatment NONE =
            new Treatment(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

    public Treatment {
        files = List.copyOf(files);
        redact = List.copyOf(redact);
        anonymise = List.copyOf(anonymise);
    }

    /** A column that names a file below a directory, or without one a large object of the database. */
    public record FileColumn(PathName column, Optional<String> directory) {}

    /** A column, or a component written like a column of the record; which of them it is the database tells. */
    public record Redaction(PathName name) {}

    /** What becomes of a table's rows when a record is anonymised. */
    public sealed interface TableChange {
        TableName table();

        Place place();

        /** The component's rows go. */
        record Remove(TableName table, Place place) implements TableChange {}

        /** The rows stay, and each column becomes what its class says. Keeps the order of the file. */
        record Columns(TableName table, Map<String, ColumnClass> classes, Place place) implements TableChange {
            public Columns {
                classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
            }
        }
    }

    /**
     * A test of how many records are alike.
     *
     * @param k the smallest group of records with the same values that may stay
     * @param over the columns by which somebody might know a person
     */
    public record Anonymity(int k, List<PathName> over, Place place) {
        public Anonymity {
            over = List.copyOf(over);
        }
    }
}
