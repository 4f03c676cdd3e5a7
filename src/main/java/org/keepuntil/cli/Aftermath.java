package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keepuntil.job.Night;

/** What a run did beside the rows of records, in sentences. */
final class Aftermath {
    private Aftermath() {}

    static List<String> of(Night night) {
        List<String> sentences = new ArrayList<>();
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
}
