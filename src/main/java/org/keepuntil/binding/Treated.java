package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Docket;
import org.keepuntil.schedule.Disposal;

/**
 * What acts other than destruction do to the rows of a record, with every name found in a live database.
 *
 * @param flag the column of the record's own table that is true while a rule marks the record
 * @param redact empty where the binding has no {@code redact}
 * @param anonymise empty where the binding has no {@code anonymise}
 */
public record Treated(
        Optional<Column> flag, Optional<Change> redact, Optional<Change> anonymise, Optional<Anonymity> anonymity) {
    static final Treated NOTHING = new Treated(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What the act changes; empty for one that changes nothing, or that the binding does not describe. */
    public Optional<Change> change(Disposal act) {
        return switch (act) {
            case REDACT -> redact;
            case ANONYMISE -> anonymise;
            default -> Optional.empty();
        };
    }

    /** What a record is once its columns have been changed: without a test, or with a token, somebody can still tell whose it is. */
    public Docket.Deed anonymised() {
        boolean token = anonymise.map(Change::hasToken).orElse(false);
        return token || anonymity.isEmpty() ? Docket.Deed.PSEUDONYMISED : Docket.Deed.ANONYMISED;
    }

    /**
     * What an act does to rows of a record.
     *
     * @param rows the tables of which columns change
     * @param removed the components that go
     */
    public record Change(List<Rows> rows, Set<Table> removed) {
        public Change {
            rows = List.copyOf(rows);
            removed = Set.copyOf(removed);
        }

        boolean hasToken() {
            return rows.stream()
                    .flatMap(r -> r.columns().stream())
                    .anyMatch(c -> c.becomes() instanceof ColumnClass.Token);
        }

        /** Whether rows of the table go or become others. */
        public boolean changes(Table table) {
            return removed.contains(table)
                    || rows.stream().anyMatch(r -> r.table().equals(table));
        }

        /** What becomes of a column of a table whose rows stay; empty where it is kept. */
        public Optional<Changed> of(Table table, Column column) {
            return rows.stream()
                    .filter(r -> r.table().equals(table))
                    .flatMap(r -> r.columns().stream())
                    .filter(c -> c.column().equals(column))
                    .findFirst();
        }

        /** Whether a value at the end of a path is another after the act, or may be. */
        boolean touches(List<Step> steps, Optional<Column> column) {
            List<Table> on = new ArrayList<>();
            for (Step step : steps) {
                Table has = step.direction() == Step.Direction.TO_PARENT ? step.from() : step.to();
                boolean cut = step.key().fromColumns().stream()
                        .anyMatch(name -> rows.stream().anyMatch(r -> r.table().equals(has) && r.changes(name)));
                if (cut) {
                    return true;
                }
                on.add(step.to());
            }
            return on.stream().anyMatch(removed::contains)
                    || column.filter(c -> !steps.isEmpty()
                                    && rows.stream()
                                            .anyMatch(r -> r.table().equals(on.get(on.size() - 1)) && r.reaches(c)))
                            .isPresent();
        }

        /** The same for a column of the record's own table. */
        boolean touches(Table root, Column column) {
            return rows.stream().anyMatch(r -> r.table().equals(root) && r.reaches(column));
        }
    }

    /** The columns of a table that change. */
    public record Rows(Table table, List<Changed> columns) {
        public Rows {
            columns = List.copyOf(columns);
        }

        boolean changes(String name) {
            return columns.stream().anyMatch(c -> c.column().name().equals(name));
        }

        /** A generated column may follow any other. */
        boolean reaches(Column column) {
            return changes(column.name()) || (column.generated() && !columns.isEmpty());
        }
    }

    /**
     * A column that changes.
     *
     * @param nothing as SQL, what stands in it for nothing: {@code null}, or a constant where it takes no null
     */
    public record Changed(Column column, ColumnClass becomes, String nothing) {}

    /** A test of how many records are alike, with its columns. */
    public record Anonymity(int k, List<Over> over) {
        public Anonymity {
            over = List.copyOf(over);
        }
    }

    /** A column by which somebody might know a person, of the record's own table or of a component. */
    public record Over(Table table, Column column, String nothing) {}
}
