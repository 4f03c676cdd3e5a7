package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Reached;
import org.keepuntil.binding.Relied.Change;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;

/**
 * What a check found, for a program.
 *
 * @param exitStatus the status with which the command ends
 * @param findings what was found in the database besides
 * @param changes what has changed since the tables were last looked at
 */
record CheckDocument(
        @Nullable String database,
        int exitStatus,
        List<ProblemDocument> problems,
        List<Finding> findings,
        List<ReachedDocument> coverage,
        List<String> changes) {
    /** A problem of a file. */
    record ProblemDocument(
            String file,
            int line,
            int column,
            String severity,
            String message,
            @Nullable String hint) {
        private static ProblemDocument of(Problem problem) {
            return new ProblemDocument(
                    problem.place().file(),
                    problem.place().line(),
                    problem.place().column(),
                    problem.severity().toString().toLowerCase(java.util.Locale.ROOT),
                    problem.message(),
                    problem.hint().orElse(null));
        }
    }

    /** Something that stands in the way of a run, or is remarked. */
    record Finding(String severity, String message) {}

    /** A table within reach; the class is null where it may be of any. */
    record ReachedDocument(
            @JsonProperty("class") @Nullable String recordClass,
            String table,
            String by,
            String how,
            String says,
            boolean undeclared) {
        private static ReachedDocument of(Reached reached) {
            return new ReachedDocument(
                    reached.recordClass().isEmpty() ? null : reached.recordClass(),
                    reached.table(),
                    reached.by().words(),
                    reached.how(),
                    reached.answer().words(),
                    reached.undeclared());
        }
    }

    static CheckDocument of(
            Optional<String> database,
            ExitCode code,
            Problems problems,
            List<Finding> findings,
            List<Reached> reached,
            List<Change> changes) {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.add(change.toString()));
        return new CheckDocument(
                database.orElse(null),
                code.number(),
                problems.all().stream().map(ProblemDocument::of).toList(),
                findings,
                reached.stream().map(ReachedDocument::of).toList(),
                lines);
    }
}
