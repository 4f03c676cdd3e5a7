package org.keepuntil.report;

import java.util.List;

/**
 * A certificate of disposal in words, as {@code certificate.mustache} sets it: a page to be signed, and an annex.
 *
 * @param warnings why it should not be signed as it is
 * @param lines what was done, as many lines as the page has room for
 * @param more how much more the annex lists; a list of one, or empty
 * @param facts the fields of the page
 * @param signatures whose signatures it asks for
 */
record Certificate(
        String title,
        String number,
        String organisation,
        String statement,
        List<String> warnings,
        boolean anyLines,
        List<Line> lines,
        List<String> more,
        String total,
        List<Page.Fact> facts,
        List<Signature> signatures,
        CertificateAnnex annex) {
    static final int LINES = 6;

    /** The same with so many lines on the page; the annex has them all. */
    Certificate withLines(int shown) {
        int left = annex.lines().size() - shown;
        return new Certificate(
                title,
                number,
                organisation,
                statement,
                warnings,
                anyLines,
                lines.subList(0, shown),
                left == 0
                        ? List.of()
                        : List.of((shown == 0 ? "by " : "and by ") + Words.count(left, "rule", "rules")
                                + (shown == 0 ? "" : " more") + ", in section A of the annex"),
                total,
                facts,
                signatures,
                annex);
    }

    /** What was done by one rule, with the period in the schedule's words. */
    record Line(String title, String rule, String period, String authority, String deed, String records) {}

    /** Somebody who signs, and what for. */
    record Signature(String role, String says) {}

    static final List<Signature> SIGNATURES = List.of(
            new Signature("Carried out", "I ran the disposal described here."),
            new Signature("Verified", "I have verified it as section G of the annex describes."),
            new Signature(
                    "Authorised", "The disposal was authorised, and this certificate may be kept as its record."));

    /** Where nothing was done, nobody signs that it was. */
    static final List<Signature> OF_NOTHING = List.of(
            new Signature("Stated", "I am responsible for the runs of this database."),
            new Signature("Verified", "I have compared this with the list of runs: keepuntil report --list."),
            new Signature("Received", "This certificate may be kept as a record."));
}
