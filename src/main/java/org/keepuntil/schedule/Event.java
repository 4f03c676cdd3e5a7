package org.keepuntil.schedule;

/** Something that happens on a day and that a period or a condition can refer to. */
public sealed interface Event {
    /** In the words of the schedule. */
    String phrase();

    /** An event that the record class declares. */
    record Declared(String name) implements Event {
        @Override
        public String phrase() {
            return name;
        }
    }

    /** The birth of a person in the record. */
    record Birth(Person person) implements Event {
        @Override
        public String phrase() {
            return "birth of " + person.phrase();
        }
    }

    /** The death of a person in the record. */
    record Death(Person person) implements Event {
        @Override
        public String phrase() {
            return "death of " + person.phrase();
        }
    }
}
