package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that a class of records declares and that its phrases and conditions may use. Case does not count.
 *
 * @param owner what declares them, for messages: {@code referral}
 */
public record Vocabulary(String owner, List<String> events, List<String> people, List<String> facts) {
    public static Vocabulary of(RecordClass recordClass) {
        return new Vocabulary(recordClass.name(), recordClass.events(), recordClass.people(), recordClass.facts());
    }

    /** The name as it is declared. */
    public static Optional<String> find(String name, List<String> declared) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return declared.stream()
                .filter(d -> d.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** People, facts and events. */
    public List<String> allNames() {
        List<String> all = new ArrayList<>(people);
        all.addAll(facts);
        all.addAll(events);
        return all;
    }

    /** A sentence that lists the declared names of one kind. */
    String listing(String kind, List<String> declared) {
        String whose = owner.isEmpty() ? "" : " of " + owner;
        return declared.isEmpty()
                ? "No " + kind + whose + " are declared under records:."
                : "The " + kind + whose + ": " + String.join(", ", declared) + ".";
    }
}
