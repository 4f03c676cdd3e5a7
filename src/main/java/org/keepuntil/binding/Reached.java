package org.keepuntil.binding;

import java.util.Optional;
import org.keepuntil.catalog.ForeignKey;

/**
 * A table within reach of a record, and what the binding says of it.
 *
 * @param recordClass the class of the record; empty where it may be any
 * @param table {@code schema.table}, or with the column that gives rise to a suspicion
 * @param how by what it is reached, in words
 * @param key the foreign key that nothing is said of, if it is one
 * @param suspect the suspicion that nothing is said of, if it is one
 */
public record Reached(
        String recordClass,
        String table,
        By by,
        String how,
        Answer answer,
        Optional<ForeignKey> key,
        Optional<Suspect> suspect) {
    /** How a table is reached. */
    public enum By {
        ITSELF("the record itself"),
        FOREIGN_KEY("foreign key"),
        DECLARED_LINK("declared link"),
        VIEW("view"),
        SUSPICION("suspicion");

        private final String words;

        By(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What the binding says. */
    public enum Answer {
        RECORD("the record"),
        COMPONENT("component, goes with it"),
        SHARED("component, goes with the last"),
        UNLINKED("stays, unlinked"),
        KEPT("stays, keeps the record"),
        KEEPS_SHARED("stays, keeps what is shared"),
        OPERAND("read, stays"),
        REFERRED("referred to, stays"),
        COPIES("holds copies until refreshed"),
        UNRELATED("unrelated"),
        UNDECLARED("UNDECLARED");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean undeclared() {
        return answer == Answer.UNDECLARED;
    }

    static Reached of(String recordClass, Object table, By by, String how, Answer answer) {
        return new Reached(recordClass, table.toString(), by, how, answer, Optional.empty(), Optional.empty());
    }
}
