package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keepuntil.dispose.MaterializedViews;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.job.Night;

/** What a run did beside the rows of records, in sentences. */
final class Aftermath {
    private Aftermath() {}

    static List<String> of(Night night) {
        List<String> sentences = new ArrayList<>();
        night.packed().forEach(each -> sentences.add(packed(each.written())));
        new TreeMap<>(night.files().files())
                .forEach((fate, n) -> sentences.add("Files of records that went: " + n + " " + fate.meaning()
                        + (fate.isFinal() ? "." : "; the next run tries again.")));
        night.views().stream()
                .filter(MaterializedViews.View::refreshed)
                .forEach(view -> sentences.add("The materialized view " + view.name() + " was refreshed."));
        night.watched().stream()
                .filter(watched -> !watched.whole())
                .forEach(watched -> sentences.add("Whether something has come back was looked at for "
                        + Words.records(watched.looked()) + " of " + watched.recordClass()
                        + "; the next run goes on from there."));
        sentences.addAll(open(night));
        return sentences;
    }

    /** Those of them that somebody has to look at, and that stand on no list. */
    static List<String> open(Night night) {
        List<String> sentences = new ArrayList<>();
        night.packed().stream()
                .filter(each -> each.leftOut() > 0)
                .forEach(each -> sentences.add(Words.records(each.leftOut()) + " of "
                        + each.written().recordClass() + " are not in package "
                        + each.written().id() + ": a file of theirs lies outside its directory, or can't be read."));
        night.views().stream()
                .filter(view -> !view.refreshed())
                .forEach(view ->
                        sentences.add("The materialized view " + view.name() + " may still hold copies of what went: "
                                + view.reason() + ". Have its owner run: refresh materialized view " + view.name()));
        night.watched().stream()
                .filter(watched -> watched.found() > 0)
                .forEach(
                        watched -> sentences.add(
                                Words.records(watched.found()) + " of " + watched.recordClass()
                                        + (watched.found() == 1 ? " is" : " are")
                                        + " there again, and the log says that they are gone. They are listed by: keepuntil audit reconcile"));
        return sentences;
    }

    private static String packed(TransferPackage written) {
        return "Package " + written.id() + " has " + Words.records(written.records()) + " of " + written.recordClass()
                + ", in " + written.path() + ". "
                + (written.copy()
                        ? "They are copies; the records stay."
                        : "They go once it is accepted: keepuntil transfer accept " + written.id()
                                + " --by … --accession … --reason …");
    }
}
