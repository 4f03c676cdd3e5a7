package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a run did beside the rows of records, in sentences. */
record Beside(boolean any, List<String> sentences) {
    static Beside of(RunReport report) {
        Besides besides = report.besides();
        List<String> sentences = new ArrayList<>();
        new TreeMap<>(besides.files())
                .forEach((fate, n) -> sentences.add(
                        Words.capitalised(Words.number(n) + (n == 1 ? " file " : " files ") + fate.meaning() + ".")));
        besides.packages().forEach(parcel -> sentences.add(sentence(parcel)));
        besides.partitions()
                .forEach(partition ->
                        sentences.add("The partition %s of %s was dropped whole, with %s: every one of them was to go."
                                .formatted(partition.name(), partition.table(), Words.records(partition.rows()))));
        besides.views()
                .forEach(view -> sentences.add("The materialized view " + view.name()
                        + (view.refreshed()
                                ? " was refreshed."
                                : " was not refreshed. It may still hold copies of what went.")));
        return new Beside(!sentences.isEmpty(), sentences);
    }

    private static String sentence(Besides.Parcel parcel) {
        String written = "Package " + parcel.id() + " of " + parcel.recordClass() + ", "
                + Words.number(parcel.records()) + (parcel.records() == 1 ? " record" : " records")
                + (parcel.written() ? ", was written by this run" : "") + ".";
        String accepted = parcel.acceptance()
                .map(a -> " It was taken over by " + a.by() + " on " + Words.day(a.on()) + " under accession number "
                        + a.accession() + ".")
                .orElse(parcel.copy() ? " It holds copies; the records stay." : " It waits for acceptance.");
        String went = parcel.went() == 0
                ? ""
                : " " + Words.number(parcel.went())
                        + (parcel.copy() ? " were noted as copied in this run." : " went in this run.");
        return written + accepted + went + " Its fingerprint is " + parcel.sha256() + ".";
    }
}
