package org.keepuntil.benchmark;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A piece of work and those who do it.
 *
 * @param baselines the names of contenders as multiples of which the others' times are shown
 * @param client whether an application works beside them
 */
record Suite(
        String name,
        String title,
        Case of,
        List<Contender> contenders,
        List<String> baselines,
        boolean client,
        Check check) {
    /** Whether the work was done, all of it and nothing else. */
    interface Check {
        /** What is wrong; null where all is well. */
        @Nullable
        String wrong(JdbcTemplate jdbc, long due);
    }

    /** All that is due is gone, with its notes, and nothing else. */
    static Check gone(Case of) {
        return (jdbc, due) -> {
            long left = Contender.count(jdbc, "bench.referral");
            long notes = Contender.count(jdbc, "bench.note");
            boolean right = of.due(jdbc) == 0 && left == of.referrals() - due && notes == 3 * left;
            return right
                    ? null
                    : left + " referrals and " + notes + " notes are left of " + of.referrals() + ", of which " + due
                            + " were due";
        };
    }

    /** The same beside an application, which writes notes of its own. */
    static Check goneBesides(Case of) {
        return (jdbc, due) -> of.due(jdbc) == 0 ? null : of.due(jdbc) + " of " + due + " are left";
    }

    /** Of all that is due the texts are gone. */
    static Check anonymised() {
        return (jdbc, due) -> {
            long texts = Contender.count(jdbc, "bench.referral where summary = ''");
            long bodies = Contender.count(jdbc, "bench.note where body = ''");
            return texts == due && bodies == 3 * due
                    ? null
                    : texts + " referrals and " + bodies + " notes have no text, of " + due + " that were due";
        };
    }

    /** Nothing has changed. */
    static Check unchanged(Case of) {
        return (jdbc, due) -> of.due(jdbc) == due && Contender.count(jdbc, "bench.referral") == of.referrals()
                ? null
                : "records have changed";
    }
}
