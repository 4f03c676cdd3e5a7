package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.job.Night;

/** What a run did beside the rows of records, in sentences. */
final class Aftermath {
    private Aftermath() {}

    static List<String> of(Night night) {
        List<String> sentences = new ArrayList<>();
        night.packed().forEach(each -> sentences.addAll(packed(each)));
        new TreeMap<>(night.files().files())
                .forEach((fate, n) -> sentences.add("Files of records that went: " + n + " " + fate.meaning()
                        + (fate.isFinal() ? "." : "; the next run tries again.")));
        night.views()
                .forEach(view -> sentences.add(
                        view.refreshed()
                                ? "The materialized view " + view.name() + " was refreshed."
                                : "The materialized view " + view.name() + " may still hold copies of what went: "
                                        + view.reason() + ". Have its owner run: refresh materialized view "
                                        + view.name()));
        return sentences;
    }

    private static List<String> packed(Transfers.Packed each) {
        TransferPackage written = each.written();
        List<String> sentences = new ArrayList<>();
        sentences.add("Package " + written.id() + " has " + Words.records(written.records()) + " of "
                + written.recordClass() + ", in " + written.path() + ". "
                + (written.copy()
                        ? "They are copies; the records stay."
                        : "They go once it is accepted: keepuntil transfer accept " + written.id()
                                + " --by … --accession … --reason …"));
        if (each.leftOut() > 0) {
            sentences.add(Words.records(each.leftOut()) + " of " + written.recordClass()
                    + " are not in it: a file of theirs lies outside its directory, or can't be read.");
        }
        return sentences;
    }
}
