package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;

/** Reports of runs, from what the control schema and the log have: the same for a run that has just ended and for one of last year. */
public interface RunReports {
    /**
     * The reports of the database.
     *
     * @param programVersion to be named in them
     * @param exitMeaning an exit code in words
     * @param tokens asked for only where records have to be named that the log does not name
     */
    static RunReports of(
            DataSource database, String programVersion, IntFunction<String> exitMeaning, Supplier<TokenKey> tokens) {
        return new JdbcRunReports(database, programVersion, exitMeaning, tokens);
    }

    /**
     * Writes the report of a run into a directory of its own, from one snapshot, and the index over all reports that stand beside it.
     *
     * @param outlook what falls due in the months to come, made before
     * @throws IllegalArgumentException if the run never had a plan, and so did nothing that could be reported
     * @throws ReportRefusedException if the directory holds something else
     * @throws IOException if it cannot be written
     */
    ReportWriter.Written write(Run run, Outlook outlook, Path directory) throws IOException;

    /**
     * Writes the report of all runs of a period in the same way.
     *
     * @throws ReportRefusedException if the directory holds something else
     * @throws IOException if it cannot be written
     */
    ReportWriter.Written write(Period period, Path directory) throws IOException;

    /** The rules that any plan was made by, by class. */
    Map<String, Set<String>> rules();
}
