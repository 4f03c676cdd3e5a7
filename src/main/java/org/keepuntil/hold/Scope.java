package org.keepuntil.hold;

import java.util.List;

/** What a hold covers. */
public sealed interface Scope {
    /**
     * One record, whether it is there or not.
     *
     * @param key the parts of its key in their order
     */
    record OfRecord(String recordClass, List<String> key) implements Scope {
        public OfRecord {
            key = List.copyOf(key);
        }
    }

    /** Every record of a class, those to come too. */
    record OfClass(String recordClass) implements Scope {}

    /**
     * Every record in which a person figures, those to come too.
     *
     * @param key the parts of the primary key of the person's row
     */
    record OfPerson(String schema, String table, List<String> key) implements Scope {
        public OfPerson {
            key = List.copyOf(key);
        }

        /** {@code schema.table}, for people. */
        public String name() {
            return schema + "." + table;
        }
    }

    /**
     * Every record of a class for which conditions hold or may, those to come too.
     *
     * @param conditions each as the schedule would say it; all must hold
     */
    record OfCondition(String recordClass, List<String> conditions) implements Scope {
        public OfCondition {
            conditions = List.copyOf(conditions);
        }
    }
}
