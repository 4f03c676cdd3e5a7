package org.keepuntil.report;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Rows that are handed over one at a time, because there may be millions. A report goes through them once. */
@FunctionalInterface
public interface Rows<T> {
    /** Hands each row to the consumer, in order. */
    void forEach(Consumer<? super T> consumer);

    static <T> Rows<T> of(List<T> rows) {
        return List.copyOf(rows)::forEach;
    }

    /** The rows that an iterator still has. */
    static <T> Rows<T> of(Iterator<T> rows) {
        return rows::forEachRemaining;
    }
}
