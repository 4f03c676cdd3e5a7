package org.keepuntil.schedule;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.source.Problems;

/** A class of records whose title names a length of time or an age that none of its rules has. */
final class TitleNumber implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (RecordClass recordClass : schedule.classes()) {
            Set<Amount> kept = schedule.ofClass(recordClass.name())
                    .flatMap(r -> Amount.inRule(r.rule()).stream())
                    .collect(Collectors.toSet());
            List<NamedAmount> strange = NamedAmount.in(recordClass.title()).stream()
                    .filter(named -> !kept.contains(named.amount()))
                    .toList();
            if (!kept.isEmpty() && !strange.isEmpty()) {
                problems.warning(
                        recordClass.place(),
                        recordClass.name().length(),
                        "the title \"" + recordClass.title() + "\" says "
                                + strange.get(0).amount().words() + ", and no rule of the class does",
                        "Reports head the class with its title. Take the period out of it, or mend the rule.");
            }
        }
    }
}
