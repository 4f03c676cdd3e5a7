package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.keepuntil.approval.Refusal;
import org.keepuntil.binding.Relied;
import org.keepuntil.binding.Relied.Change;
import org.keepuntil.binding.Relied.Line;
import org.keepuntil.control.CatalogSeen;
import org.keepuntil.control.ControlSchema;

/** What has changed in the tables that the bindings rely on, since a run or an approver last looked at them. */
record Drift(Optional<CatalogSeen> last, List<String> lines, List<Change> changes) {
    private static final String ACCEPT = "keepuntil check --database … --accept-changes";

    static Drift of(Connection connection, Fit fit) throws SQLException {
        Relied now = Relied.parse(fit.workload().catalogText());
        Optional<CatalogSeen> last = CatalogSeen.last(connection);
        return new Drift(
                last,
                now.lines().stream().map(Line::text).toList(),
                last.map(seen -> now.since(Relied.parse(seen.lines()))).orElse(List.of()));
    }

    /** The same, where the control schema may be missing: then nothing is known, and nothing has changed. */
    static Drift ifInstalled(Connection connection, Fit fit) throws SQLException {
        return ControlSchema.check(connection) instanceof ControlSchema.Ready
                ? of(connection, fit)
                : new Drift(Optional.empty(), List.of(), List.of());
    }

    static Drift of(Workplace place) throws SQLException {
        try (Connection connection = place.database().getConnection()) {
            return of(connection, place.fit());
        }
    }

    /** Says what has changed, if anything has; returns whether it did. */
    boolean warn(Console console) {
        if (changes.isEmpty()) {
            return false;
        }
        console.err()
                .println(console.yellow(
                        "warning: " + changed() + " A run stops until an approver has looked: " + ACCEPT));
        show(console);
        return true;
    }

    /** The changes, a line each. */
    void show(Console console) {
        changes.forEach(change -> console.err()
                .println("  " + (change.added() ? console.green(change.toString()) : console.red(change.toString()))));
    }

    String changed() {
        CatalogSeen seen = last.orElseThrow();
        return "The tables that the bindings rely on have changed since " + day(seen) + ", when " + seen.by()
                + " last looked.";
    }

    private static LocalDate day(CatalogSeen seen) {
        return seen.at().atZone(ZoneId.of("UTC")).toLocalDate();
    }

    /**
     * Writes the state down, the first time too, if nothing has changed.
     *
     * @throws UserError if anything has
     */
    void refuse(Workplace place, Desk desk) throws SQLException {
        if (!changes.isEmpty()) {
            show(desk.console());
            CatalogSeen seen = last.orElseThrow();
            throw Refusals.error(Refusal.Kind.DRIFT.with(day(seen), seen.by()));
        }
        try (Connection connection = place.database().getConnection()) {
            CatalogSeen.see(connection, lines);
        }
    }
}
