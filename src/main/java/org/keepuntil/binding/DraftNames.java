package org.keepuntil.binding;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.schedule.Reserved;

/** Names for a schedule, made from those of tables and columns; each is given once. */
final class DraftNames {
    private static final int LONGEST = 55;

    private final Set<String> given = new HashSet<>();

    /** The name of a class: {@code support-record}. */
    String ofClass(String table, String schema) {
        String name = LikeNames.singular(LikeNames.words(table)).replace('_', '-');
        String good = name.matches("\\p{L}.*") ? shortened(name) : "records-" + shortened(name);
        return given.add(good) ? good : once(shortened(LikeNames.words(schema).replace('_', '-') + "-" + good));
    }

    /** The name of a role of people. */
    String ofPeople(String table) {
        return once(allowed(LikeNames.singular(LikeNames.words(table)), "person"));
    }

    /** The name of an event: {@code closed} of {@code closed_at}. */
    String ofEvent(String column) {
        String words = LikeNames.words(column).replaceFirst("(?:_(?:at|on|date|time|datetime|timestamp|ts|dt))+$", "");
        return once(allowed(words.replaceFirst("^(?:date|dt)_(?:of_)?", ""), "event"));
    }

    String ofFact(String column) {
        String words = LikeNames.words(column).replace('_', ' ');
        return once(Reserved.inPhrases(words) ? "fact " + words : begun(words, "fact"));
    }

    /** Without the words that no event or person bears. */
    private static String allowed(String words, String otherwise) {
        String name = Arrays.stream(words.split("_"))
                .filter(word -> !word.isEmpty() && !Reserved.inPhrases(word))
                .collect(Collectors.joining(" "));
        return begun(name, otherwise);
    }

    private static String begun(String name, String otherwise) {
        boolean good = name.matches("\\p{L}.*") && !Reserved.atTheBeginning(name.split(" ", 2)[0]);
        return good ? shortened(name) : (otherwise + " " + name).strip();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST).strip();
    }

    private String once(String name) {
        String free = name;
        for (int n = 2; !given.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = name + " " + n;
        }
        return free;
    }

    /** As a list of YAML. */
    static String list(List<String> names) {
        return names.stream().map(Written::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
}
