package org.keepuntil.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The fields of an entry that is being decoded, one after the other. */
final class Fields {
    private final Iterator<String> fields;

    Fields(String line) {
        this.fields = List.of(line.split("\t", -1)).iterator();
    }

    String next() {
        if (!fields.hasNext()) {
            throw new MalformedEntryException("an entry ends too soon");
        }
        return fields.next();
    }

    void end() {
        if (fields.hasNext()) {
            throw new MalformedEntryException("an entry has more fields than its kind");
        }
    }

    String text() {
        return Escapes.plain(next());
    }

    long number() {
        return number(next());
    }

    int smallNumber() {
        return parsed(Integer::parseInt, next());
    }

    LocalDate date() {
        return parsed(LocalDate::parse, next());
    }

    Instant time() {
        return parsed(Instant::parse, next());
    }

    UUID uuid() {
        return parsed(UUID::fromString, next());
    }

    Map<String, Long> counts() {
        return Escapes.values(next(), Fields::number);
    }

    <V> Map<String, V> values(Function<String, V> fromText) {
        return Escapes.values(next(), fromText);
    }

    static long number(String field) {
        return parsed(Long::parseLong, field);
    }

    /** Whatever a parser has against a field, the entry is malformed. */
    static <V> V parsed(Function<String, V> parser, String field) {
        try {
            return parser.apply(field);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedEntryException("an entry has a field that cannot be read", e);
        }
    }
}
