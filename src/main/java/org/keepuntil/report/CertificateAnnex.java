package org.keepuntil.report;

import java.util.List;

/**
 * What follows the page that is signed.
 *
 * @param lines all that was done, by class and rule
 * @param rows what went from other tables with the records
 * @param tables how far the destruction was measured, table by table
 * @param kept what was due and not destroyed
 * @param none whether there was no run
 * @param runs the runs that it is about; empty where it is about one alone
 */
record CertificateAnnex(
        List<Certificate.Line> lines,
        boolean anyLines,
        List<Row> rows,
        boolean anyRows,
        List<Permits.Permit> approvals,
        boolean anyApprovals,
        List<Levels.Line> levels,
        boolean anyLevels,
        String levelsSay,
        List<Levels.Table> tables,
        List<Kept> kept,
        boolean anyKept,
        List<String> copies,
        boolean anyCopies,
        String backups,
        List<Page.Fact> digests,
        List<Verify.Step> steps,
        boolean none,
        List<Run> runs,
        boolean anyRuns) {
    /** Rows of a table that went, were changed, or lost a link. */
    record Row(String table, String removed, String unlinked, String changed) {}

    /** Records that were due and stayed. */
    record Kept(String title, String outcome, String reason, String records) {}

    /** A run of a period. */
    record Run(String id, String day, String state, String records) {}
}
