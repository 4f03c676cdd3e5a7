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
        FILES(
                "There {are errors} in the schedule or the binding.",
                "Mend what is shown with its line, and run again. An empty or unreadable file is an error too."),
        MISFIT("There {are errors} in how the binding fits the database.", "Mend the binding, and run again."),
        UNCOVERED(
                "The bindings do not say what becomes of {number} within reach of records.",
                "`keepuntil check --database … --fix` prints the lines to add."),
        DRIFT(
                "The tables that the bindings rely on have changed since {day}, when {who} last looked. Nothing was touched.",
                "If all is as it should be, and the binding too, have an approver run: keepuntil check --database …"
                        + " --accept-changes"),
        FUTURE(
                "The day {day} has not come yet; records are disposed of as of today ({today}) or earlier.",
                "To see what would be due on that day, run `keepuntil plan --as-of {day}`."),
        BACKWARDS(
                "The day {day} is before {last}, as of which the last plan was made (run {run}): a new one does not go back.",
                "Leave out --as-of, or name a later day. Has the machine's clock been set back?"),
        REVIEW_PAST(
                "The schedule {name} was to be reviewed by {date}, more than {days} days ago; nothing is disposed of by it any"
                        + " more.",
                "Have it reviewed, and set its `review by:` to the next date. Until then `keepuntil plan` works."),
        SHORTER(
                "Records may go earlier by the schedule {name} than when it was last approved, on {day}: {rules}.",
                "If that is meant, make a plan (`keepuntil plan`) and have an approver look at it and approve it; `keepuntil diff`"
                        + " compares two versions of a schedule."),
        UNKNOWN_HOLDS(
                "There are holds on {names}, and no schedule of this run has records of that name: were they renamed, the"
                        + " holds would keep nothing.",
                "Name every schedule of the database with --schedule, give the records their old name, or release the holds"
                        + " (`keepuntil hold list`)."),
        CLOCKS(
                "The clock of this machine and that of the database are {number} seconds apart, so one of them is wrong.",
                "Set it right (the system's time service does), then run again."),
        NO_COUNTS(
                "The server counts no changed rows (track_counts is off), so nobody would see what a trigger or a cascade"
                        + " does.",
                "Have the DBA set track_counts to on."),
        GRANTS(
                "Keepuntil's roles lack rights on the tables of the records: {grants}",
                "`keepuntil init --schedule DIR` grants them, or the owner of the tables can run these statements."),
        HIDDEN_ROWS(
                "Row-level security hides rows of {names} from {role}, so a record could not be seen whole.",
                "Have a superuser run: {statement}"),
        FILE_STORE("The files of records, or packages, can't be worked on. {what is missing}", "Then run again."),
        OVER_CAP(
                "{due} of the {total} records of {class} are due, and its cap lets a run dispose of {cap} of them ({limits})."
                        + " {since}",
                "Nothing was touched. Look at the plan (`keepuntil plan`); if it is right, have an approver approve that very"
                        + " plan, and run again. A standing approval does not lift a cap; `cap:` in the binding sets it."),
        JUMP(
                "{due} records of {class} are due all at once: in the last runs under this schedule it was {most} at most."
                        + " {since}",
                "Nothing was touched. Find out what happened to the data: a wrong import, a reset date. If the plan is right"
                        + " (`keepuntil plan`), have an approver approve that very plan, and run again."),
        NO_INDEX(
                "{due} records of {class} are due, and for each of them PostgreSQL would read the whole of {table} ({size} MB), which"
                        + " has no index that leads to the rows of one record. {statement}",
                "Nothing was touched. Have the DBA make the index, and run again. Or have an approver approve that very plan: then"
                        + " the run takes the time that it takes."),
        WAITING(
                "Plan {plan} of {records} waits, as of {day}.",
                "Ask a member of {role} for: keepuntil approve {plan}. The next run acts on it."),
        NOT_APPROVED(
                "Nobody has approved plan {plan}, so nothing is done.",
                "Ask a member of {role} for: keepuntil approve {plan}"),
        VOID(
                "The schedule, the binding or the tables have changed since plan {plan} was made, so it is void.",
                "Make a new one: keepuntil plan");

        private final String message;
        private final String next;

        Kind(String message, String next) {
            this.message = message;
            this.next = next;
        }

        /** As the log names it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
