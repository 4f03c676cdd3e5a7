package org.keepuntil.schedule;

import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.calendar.YearStarts;

/** What a lint looks at: the classes and rules of a schedule with their places in the file. */
record WrittenSchedule(YearStarts years, List<RecordClass> classes, List<WrittenRule> rules) {
    WrittenSchedule {
        classes = List.copyOf(classes);
        rules = List.copyOf(rules);
    }

    /** The rules for the same class of records, this one too. */
    Stream<WrittenRule> ofClass(String recordClass) {
        return rules.stream().filter(r -> r.rule().records().equals(recordClass));
    }

    Lengths lengths() {
        return new Lengths(years);
    }
}
