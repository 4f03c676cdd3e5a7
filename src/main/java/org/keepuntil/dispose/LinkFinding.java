package org.keepuntil.dispose;

import java.util.List;
import java.util.OptionalLong;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a run found about a link that the database does not keep whole.
 *
 * @param link as the binding writes it
 * @param removed rows that came late and went, with their own components
 * @param unlinked rows that came late and lost their link
 * @param kept rows that came late and stay, although what they refer to is gone
 * @param dropped values that were not searched for, because the binding declares the link no more
 * @param waiting values that could not be searched for yet
 * @param orphans rows whose link leads nowhere, where they were counted
 */
public record LinkFinding(
        String recordClass,
        String link,
        long removed,
        long unlinked,
        long kept,
        long dropped,
        long waiting,
        OptionalLong orphans) {
    /** Those of a run, in the order of class and link. */
    public static List<LinkFinding> of(Run run, JdbcTemplate jdbc) {
        return jdbc.query(
                """
                select class, link, removed, unlinked, kept, dropped, waiting, orphans
                from keepuntil.link_finding where run = ? order by class, link""",
                (row, n) -> {
                    long orphans = row.getLong(8);
                    return new LinkFinding(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.wasNull() ? OptionalLong.empty() : OptionalLong.of(orphans));
                },
                run.id());
    }

    /** Whether there is anything to say. */
    public boolean says() {
        return removed + unlinked + kept + dropped + waiting + orphans.orElse(0) > 0;
    }
}
