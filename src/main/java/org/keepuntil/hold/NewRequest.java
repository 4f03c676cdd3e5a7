package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A request to be recorded.
 *
 * @param person the row that the person is; empty where it is about a record
 * @param given the day that it bears, where that is known
 * @param received the day from which the month runs within which it is to be answered
 * @param by who asked: the person, a parent, a solicitor
 * @param reference where it is filed
 * @param records the records that it is about
 */
public record NewRequest(
        RequestKind kind,
        Optional<PersonRow> person,
        Optional<LocalDate> given,
        LocalDate received,
        String by,
        Optional<String> reference,
        List<About> records) {
    public NewRequest {
        records = List.copyOf(records);
    }

    /**
     * A record that a request is about.
     *
     * @param others whether somebody else figures in it too
     * @param against why the law does not allow what is asked for; it is refused on that ground at once
     */
    public record About(String recordClass, List<String> key, boolean others, Optional<String> against) {
        public About {
            key = List.copyOf(key);
        }
    }

    /** A person, as a row of a table. */
    public record PersonRow(String table, List<String> key) {
        public PersonRow {
            key = List.copyOf(key);
        }
    }
}
