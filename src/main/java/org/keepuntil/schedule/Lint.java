package org.keepuntil.schedule;

import java.util.List;
import org.keepuntil.source.Problems;

/** Looks for one thing that is well-formed and yet hardly meant. */
interface Lint {
    void check(WrittenSchedule schedule, Problems problems);

    /** Looks for all of them. */
    static void checkAll(WrittenSchedule schedule, Problems problems) {
        all().forEach(lint -> lint.check(schedule, problems));
    }

    private static List<Lint> all() {
        return List.of(
                new AuthorityNumbers(),
                new IdNumber(),
                new TitleNumber(),
                new StatuteWithoutAuthority(),
                new StatutePeriods(),
                new OfferedForPreservation(),
                new DaysAsYears(),
                new LosingMember(),
                new UnreachableAlternative(),
                new LadderOrder(),
                new StageOrder(),
                new MaximumConflicts(),
                new LosingRule());
    }
}
