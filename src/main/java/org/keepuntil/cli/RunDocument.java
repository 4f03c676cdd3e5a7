package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.dispose.LinkFinding;

/** A run of a night, as documents have it. */
record RunDocument(
        long run,
        String asOf,
        String state,
        List<CountsDocument> classes,
        List<String> remarks,
        List<LinkFinding> links,
        long awaitingApproval,
        String report) {
    static RunDocument of(RunSummary.Closed closed) {
        return new RunDocument(
                closed.run().id(),
                closed.run().asOf().toString(),
                closed.run().state().word(),
                CountsDocument.of(closed.counts()),
                closed.remarks(),
                closed.links().stream().filter(LinkFinding::says).toList(),
                closed.waiting(),
                closed.report().toString());
    }
}
