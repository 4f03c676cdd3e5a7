package org.keepuntil.report;

/**
 * What a disposal did to one table besides the record's own.
 *
 * @param removed rows that went
 * @param unlinked rows that stay, and whose link to the record was removed
 * @param changed rows that stay with the record, and whose columns were changed
 */
public record ComponentCount(String table, long removed, long unlinked, long changed) {
    ComponentCount(String table, long removed, long unlinked) {
        this(table, removed, unlinked, 0);
    }

    ComponentCount plus(ComponentCount other) {
        return new ComponentCount(table, removed + other.removed, unlinked + other.unlinked, changed + other.changed);
    }
}
