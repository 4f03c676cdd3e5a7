package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.dispose.LinkFinding;

/** What was found about a link that the database does not keep whole, in a sentence. */
final class LinkWords {
    private LinkWords() {}

    static String of(LinkFinding link) {
        List<String> parts = new ArrayList<>();
        part(parts, link.removed(), "row", "rows", "came late and went");
        part(parts, link.unlinked(), "row", "rows", "came late and lost the link");
        part(parts, link.kept(), "row", "rows", "came late and stayed");
        part(parts, link.waiting(), "value", "values", "to be searched for by the next run");
        part(parts, link.dropped(), "value", "values", "not searched for, because the binding has the link no more");
        part(parts, link.orphans().orElse(0), "row", "rows", "that lead nowhere");
        return "Link " + link.link() + ": " + String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String one, String several, String what) {
        if (count > 0) {
            parts.add(Words.count(count, one, several) + " " + what);
        }
    }
}
