package org.keepuntil.examples;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Schedule;

/**
 * What holds for the examples of a schedule besides the schedule itself: what the binding beside it says, where there is one.
 *
 * @param years the days on which years start
 * @param classes one for each class of the schedule, by name
 */
public record Setting(YearStarts years, Map<String, ClassSetting> classes) {
    public Setting {
        classes = Map.copyOf(classes);
    }

    /** The setting of a schedule that no binding stands beside. */
    public static Setting of(Schedule schedule) {
        Map<String, ClassSetting> classes = new HashMap<>();
        for (RecordClass recordClass : schedule.records()) {
            classes.put(recordClass.name(), ClassSetting.of(schedule, recordClass));
        }
        return new Setting(schedule.years(), classes);
    }

    /** The setting of a class of the schedule. */
    public ClassSetting of(String recordClass) {
        return Objects.requireNonNull(classes.get(recordClass), recordClass);
    }
}
