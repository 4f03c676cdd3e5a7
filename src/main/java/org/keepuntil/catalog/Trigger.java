package org.keepuntil.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trigger that fires in ordinary sessions.
 *
 * @param table the object identifier of its table; of the whole table where it is one of a partition
 * @param definition as {@code pg_get_triggerdef} prints it
 * @param function the function that it calls, with its schema
 * @param source what that function does, and the functions that it calls
 * @param definer whether it works with the rights of the function's owner; otherwise with those of whoever changes the table
 */
public record Trigger(String name, long table, String definition, String function, String source, boolean definer) {
    private static final Pattern EVENTS = Pattern.compile(
            "(?s)CREATE (?:CONSTRAINT )?TRIGGER (?:\"(?:[^\"]|\"\")*\"|\\S+) (?:BEFORE|AFTER|INSTEAD OF) (.*?) ON .*");

    /** Whether it fires where rows are removed or changed. */
    public boolean firesOnRemovalOrChange() {
        Matcher events = EVENTS.matcher(definition);
        String words = events.matches() ? events.group(1).toLowerCase(Locale.ROOT) : "delete";
        return words.contains("delete") || words.contains("update");
    }
}
