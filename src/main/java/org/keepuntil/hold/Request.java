package org.keepuntil.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.hold.NewRequest.PersonRow;

/**
 * A request of a person as the control schema has it.
 *
 * @param due the day by which it is to be answered: one month from receipt (UK GDPR Article 12(3))
 * @param by who asked
 * @param recordedBy the account, as the database knows it
 * @param withdrawal empty while it stands
 */
public record Request(
        long id,
        RequestKind kind,
        Optional<PersonRow> person,
        Optional<LocalDate> given,
        LocalDate received,
        LocalDate due,
        String by,
        Optional<String> reference,
        String recordedBy,
        Instant recordedAt,
        Optional<Decision> withdrawal,
        List<Item> records) {
    public Request {
        records = List.copyOf(records);
    }

    /** Who decided something, when, and why. */
    public record Decision(String by, Instant at, String ground) {}

    /** What became of a request, or of a record that it is about. */
    public enum State {
        OPEN,
        GRANTED,
        REFUSED,
        WITHDRAWN,
        /** A run has destroyed it. */
        DESTROYED;

        /** The word of tables and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A record that the request is about.
     *
     * @param id its number within all requests
     * @param others whether somebody else figures in it too
     * @param hold the hold that restricts it
     * @param goneRun the run that destroyed it
     */
    public record Item(
            long id,
            String recordClass,
            List<String> key,
            boolean others,
            Optional<Long> hold,
            State state,
            Optional<Decision> decision,
            Optional<Long> goneRun) {
        public Item {
            key = List.copyOf(key);
        }

        boolean is(String otherClass, List<String> otherKey) {
            return recordClass.equals(otherClass) && key.equals(otherKey);
        }
    }

    /** The records that are in that state. */
    public List<Item> in(State state) {
        return records.stream().filter(each -> each.state() == state).toList();
    }

    /** The first of the states, in their order, that a record of it is in: open as long as anything is to be decided. */
    public State state() {
        if (withdrawal.isPresent()) {
            return State.WITHDRAWN;
        }
        return Arrays.stream(State.values())
                .filter(state -> !in(state).isEmpty())
                .findFirst()
                .orElse(State.OPEN);
    }

    /** Whether it has not been answered in time. */
    public boolean isOverdue(LocalDate today) {
        return state() == State.OPEN && due.isBefore(today);
    }
}
