package org.keepuntil.cli;

import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Flagged;
import org.keepuntil.docket.Lists;
import org.keepuntil.job.NightListener;
import org.keepuntil.sql.Workload;

/** Shows how a night goes on: what is being looked at, and how far each class has come. */
final class NightProgress implements NightListener, AutoCloseable {
    private final Console console;
    private final Workload workload;
    private @Nullable Progress progress;
    private String recordClass = "";

    NightProgress(Console console, Workload workload) {
        this.console = console;
        this.workload = workload;
    }

    @Override
    public void planning(String title) {
        endLine();
        console.remark("Looking at: " + title + " …");
    }

    @Override
    public void disposing(String name, long looked, long planned) {
        if (planned == 0) {
            return;
        }
        Progress current = progress;
        if (current == null || !name.equals(recordClass)) {
            endLine();
            current = Progress.of(console, workload.work(name).recordClass().title(), planned);
            progress = current;
            recordClass = name;
        }
        current.at(looked);
    }

    @Override
    public void flagged(Flagged change) {
        endLine();
        if (change.added() + change.removed() > 0) {
            console.remark("Rule " + change.rule() + ": " + Words.count(change.added(), "mark", "marks") + " set, "
                    + Words.number(change.removed()) + " taken away");
        }
    }

    @Override
    public void marked(String recordClass, long rows) {
        endLine();
        if (rows > 0) {
            console.remark(workload.work(recordClass).recordClass().title() + ": the marks were written to "
                    + Words.count(rows, "row", "rows"));
        }
    }

    @Override
    public void listed(Lists.Listed lists) {
        endLine();
        String title = workload.work(lists.recordClass()).recordClass().title();
        if (lists.inReview() > 0) {
            String overdue = lists.overdue() > 0 ? ", " + Words.number(lists.overdue()) + " of them overdue" : "";
            console.remark(title + ": " + Words.count(lists.inReview(), "record waits", "records wait")
                    + " for a person's decision" + overdue);
        }
        if (lists.inNotice() > 0) {
            console.remark(title + ": " + Words.count(lists.inNotice(), "record is", "records are") + " under notice");
        }
    }

    @Override
    public void close() {
        endLine();
    }

    /** Ends the bar of the class that was shown last, so that something else can be written. */
    void endLine() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
