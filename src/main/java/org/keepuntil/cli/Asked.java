package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.NewRequest.About;
import org.keepuntil.hold.NewRequest.PersonRow;
import org.keepuntil.hold.RequestKind;
import org.keepuntil.hold.Subjects;
import org.keepuntil.plan.PersonRecords;
import org.keepuntil.plan.PersonRecords.Found;
import org.keepuntil.plan.PersonRecords.Person;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Workload.Work;

/**
 * The person whom a request is about.
 *
 * @param found the records in which the person figures
 */
record Asked(Workplace place, PersonTable people, Person person, List<Found> found) {
    /**
     * Finds the person and the records.
     *
     * @throws UserError if there is no record
     */
    static Asked find(Workplace place, String table, List<String> key) {
        PersonRecords records = PersonRecords.of(place.database(), place.workload());
        PersonTable people = records.table(table);
        Person person = records.person(
                people.name(),
                key.size() == 1 ? RecordKey.parse(key.get(0), people.key().size()) : new RecordKey(key));
        List<Found> found = new ArrayList<>();
        records.find(person, found::add);
        if (found.isEmpty()) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "No record has anything to do with " + person.table() + " " + person.key()
                            + ", so no request was recorded.",
                    "Look at the key again.");
        }
        return new Asked(place, people, person, found);
    }

    PersonRow row() {
        return new PersonRow(person.table(), person.key().parts());
    }

    /** Each record, with what stands against its erasure. */
    List<About> records(RequestKind kind, Subjects subjects) {
        return found.stream().map(each -> about(each, kind, subjects)).toList();
    }

    private About about(Found each, RequestKind kind, Subjects subjects) {
        Work work = place.work(each.recordClass());
        List<String> key = each.key().parts();
        Optional<String> obstacle = kind == RequestKind.ERASE
                ? subjects.find(work, key).flatMap(Subjects.Found::obstacle)
                : Optional.empty();
        return new About(
                work.name(),
                key,
                subjects.isAboutOthers(work, key, people, person.key().parts()),
                obstacle);
    }
}
