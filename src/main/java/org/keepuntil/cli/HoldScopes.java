package org.keepuntil.cli;

import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.ConditionCheck;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Scope;
import org.keepuntil.plan.PersonRecords;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.schedule.ConditionText;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;

/** What a hold is to cover, held against the schedules and the database. */
final class HoldScopes {
    private final Workplace place;
    private final boolean evenIfAbsent;

    /**
     * @param evenIfAbsent whether a record or a person may still be to come
     */
    HoldScopes(Workplace place, boolean evenIfAbsent) {
        this.place = place;
        this.evenIfAbsent = evenIfAbsent;
    }

    Scope ofClass(String recordClass) {
        return new Scope.OfClass(place.work(recordClass).name());
    }

    /** The key as the database writes it: a hold on {@code 0042} would not be found to cover 42. */
    Scope ofRecord(String recordClass, List<String> key) {
        Work work = place.work(recordClass);
        RecordKey given = KeyArguments.key(work, key);
        RecordKeys.Written written =
                RecordKeys.of(place.database(), work).written(List.of(given)).get(0);
        return new Scope.OfRecord(
                work.name(),
                wanted(written, "There is no " + work.name() + " " + given).parts());
    }

    Scope ofPerson(String table, List<String> key) {
        PersonRecords persons = PersonRecords.of(place.database(), place.workload());
        PersonTable people = persons.table(table);
        RecordKey given =
                key.size() == 1 ? RecordKey.parse(key.get(0), people.key().size()) : new RecordKey(key);
        RecordKeys.Written written =
                persons.written(people.name(), List.of(given)).get(0);
        return ofPerson(people, wanted(written, "There is no row " + given + " in " + people.name()));
    }

    static Scope ofPerson(PersonTable people, RecordKey key) {
        return new Scope.OfPerson(people.table().schema(), people.table().name(), key.parts());
    }

    private RecordKey wanted(RecordKeys.Written written, String none) {
        Optional<RecordKey> key = written.key().filter(k -> evenIfAbsent || written.exists());
        return key.orElseThrow(() -> new UserError(
                ExitCode.NOT_FOUND,
                none + ", so no hold was placed.",
                written.key().isPresent()
                        ? "Look at the key again. For one that is still to come: --even-if-absent."
                        : "It can be no key there."));
    }

    Scope ofCondition(String recordClass, List<String> conditions) {
        Work work = place.work(recordClass);
        Problems problems = new Problems();
        problems(work, conditions, problems);
        if (problems.hasErrors()) {
            throw new UserError(ExitCode.USAGE, problems.render().stripTrailing(), "No hold was placed.");
        }
        return new Scope.OfCondition(work.name(), conditions);
    }

    /** What is wrong with conditions on a class. */
    void problems(Work work, List<String> conditions, Problems problems) {
        Workload.Bound bound = place.workload().schedules().stream()
                .filter(each -> each.schedule().equals(work.schedule()))
                .findFirst()
                .orElseThrow();
        ConditionText.parse(conditions, work.recordClass(), problems)
                .ifPresent(condition ->
                        ConditionCheck.check(condition, bound.schedule(), bound.binding(), work.layout(), problems));
    }
}
