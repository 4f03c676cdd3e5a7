package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.ApprovalGiven;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FileGone;
import org.keepuntil.audit.FoundBy;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.HoldReleased;
import org.keepuntil.audit.Late;
import org.keepuntil.audit.RequestDecided;
import org.keepuntil.audit.Returned;
import org.keepuntil.audit.ReviewDecided;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.audit.TransferDecided;
import org.keepuntil.audit.Transferred;
import org.keepuntil.schedule.Disposal;

/** What an entry of the log says of a record, in words. */
final class EntryWords {
    private EntryWords() {}

    /** A sentence, and lines below it that begin with spaces. */
    static List<String> of(Entry entry) {
        if (entry instanceof Disposed disposed) {
            return disposed(disposed);
        }
        if (entry instanceof Altered altered) {
            return Alterations.lines(altered);
        }
        if (entry instanceof Late late) {
            List<String> lines = new ArrayList<>(List.of("Run " + late.run()
                    + " found rows that referred to it when it was gone already, by " + late.link() + "."));
            rows(late.removed(), late.unlinked(), lines);
            return lines;
        }
        return List.of(sentence(entry));
    }

    private static List<String> disposed(Disposed disposed) {
        boolean gone = !disposed.removed().isEmpty();
        List<String> lines =
                new ArrayList<>(List.of((gone ? deed(disposed.act()) : "A copy of it was sent") + " in run "
                        + disposed.run() + ", as of " + disposed.asOf() + ", under rule " + disposed.rule() + "."));
        rows(disposed.removed(), disposed.unlinked(), lines);
        return lines;
    }

    private static String deed(Disposal act) {
        return act == Disposal.TRANSFER ? "It was handed over, and removed here," : "It was destroyed";
    }

    private static void rows(Map<String, Long> removed, Map<String, Long> unlinked, List<String> lines) {
        removed.forEach(
                (table, rows) -> lines.add("  " + Words.count(rows, "row", "rows") + " of " + table + " went."));
        unlinked.forEach((table, rows) ->
                lines.add("  " + Words.count(rows, "row", "rows") + " of " + table + " stayed, without the link."));
    }

    private static String sentence(Entry entry) {
        if (entry instanceof FileGone file) {
            return Words.count(file.files(), "file", "files") + " that rows of " + file.table() + " named: "
                    + file.fate().meaning() + " (run " + file.run() + ").";
        }
        if (entry instanceof Transferred transferred) {
            return (transferred.copy() ? "A copy of it went" : "It went") + " into package " + transferred.transfer()
                    + " (run " + transferred.run() + ").";
        }
        if (entry instanceof FoundBy found) {
            return "It can be asked for by " + found.names().replace(",", " and ") + " of a person.";
        }
        if (entry instanceof Returned returned) {
            return "Run " + returned.run() + " found it there again, though entry " + returned.disposal()
                    + " says that it is gone.";
        }
        return act(entry);
    }

    private static String act(Entry entry) {
        if (entry instanceof HoldPlaced hold) {
            return "Hold " + hold.hold() + " (" + hold.holdKind() + ") was placed on it on " + Words.day(hold.at())
                    + ", by the authority of " + hold.authority() + ".";
        }
        if (entry instanceof HoldReleased hold) {
            return "Hold " + hold.hold() + " (" + hold.holdKind() + ") was released on " + Words.day(hold.at()) + ".";
        }
        if (entry instanceof ReviewDecided review) {
            return "On " + Words.day(review.at()) + " a person decided: " + review.choice() + " (decision "
                    + review.decision() + ", rule " + review.rule() + ").";
        }
        if (entry instanceof RequestDecided request) {
            return "On " + Words.day(request.at()) + " request " + request.request() + " (" + request.requestKind()
                    + ") was " + (request.granted() ? "granted" : "refused") + " for it.";
        }
        return around(entry);
    }

    /** Entries that say more of those that name a record. */
    private static String around(Entry entry) {
        if (entry instanceof RunStart start) {
            return "Run " + start.run() + " began on " + start.at() + ", as of " + start.asOf() + ", with the plan "
                    + start.digests().plan() + ".";
        }
        if (entry instanceof RunEnd end) {
            return "Run " + end.run() + " ended on " + end.at() + ": "
                    + end.outcome().word() + ".";
        }
        if (entry instanceof ApprovalGiven given) {
            return "That plan was " + (given.verdict() == ApprovalGiven.Verdict.PLAN_REJECTED ? "rejected" : "approved")
                    + " on " + given.at() + ": approval " + given.approval() + ".";
        }
        if (entry instanceof TransferDecided decided) {
            return "Package " + decided.transfer() + " was accepted on " + decided.on() + " under number "
                    + decided.accession() + ".";
        }
        throw new IllegalArgumentException("no words for an entry of kind " + entry.kind());
    }
}
