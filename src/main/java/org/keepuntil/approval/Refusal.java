package org.keepuntil.approval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a run may not begin: nothing was touched.
 *
 * @param message what stands in its way; no personal data
 * @param next what to do, with the command to run
 */
public record Refusal(Kind kind, String message, String next) {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z ]+)}");

    /** Every reason there is. The words stand here and nowhere else: messages and the manual's table are made of them. */
    public enum Kind {
        OVER_CAP(
                "{due} of the {total} records of {class} are due, and its cap lets a run dispose of {cap} of them ({limits})."
                        + " {since}",
                "Nothing was touched. Look at the plan (`keepuntil plan`); if it is right, have an approver approve that very"
                        + " plan, and run again. A standing approval does not lift a cap; `cap:` in the binding sets it."),
        JUMP(
                "{due} records of {class} are due all at once: in the last runs under this schedule it was {most} at most."
                        + " {since}",
                "Nothing was touched. Find out what happened to the data: a wrong import, a reset date. If the plan is right"
                        + " (`keepuntil plan`), have an approver approve that very plan, and run again.");

        private final String message;
        private final String next;

        Kind(String message, String next) {
            this.message = message;
            this.next = next;
        }

        /** The message, with its places in braces. */
        public String message() {
            return message;
        }

        /** What to do, with its places in braces. */
        public String next() {
            return next;
        }

        /**
         * The refusal with its places filled.
         *
         * @param values for each place, in the order in which they first appear; numbers are written with separators
         */
        public Refusal with(Object... values) {
            Map<String, String> filled = new LinkedHashMap<>();
            for (String place : places()) {
                filled.put(place, filled.size() < values.length ? text(values[filled.size()]) : "");
            }
            if (filled.size() != values.length) {
                throw new IllegalArgumentException(this + " has the places " + places() + ", not " + values.length);
            }
            return new Refusal(this, filled(message, filled), filled(next, filled));
        }

        private List<String> places() {
            List<String> places = new ArrayList<>();
            Matcher place = PLACE.matcher(message + next);
            while (place.find()) {
                if (!places.contains(place.group(1))) {
                    places.add(place.group(1));
                }
            }
            return places;
        }

        private static String text(Object value) {
            return value instanceof Number number
                    ? String.format(Locale.ROOT, "%,d", number.longValue())
                    : value.toString();
        }

        private static String filled(String text, Map<String, String> values) {
            return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
        }
    }

    /** Both, of one kind, in one. */
    Refusal and(Refusal other) {
        return new Refusal(kind, message + System.lineSeparator() + other.message, next);
    }
}
