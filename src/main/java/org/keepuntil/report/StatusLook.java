package org.keepuntil.report;

import java.util.Locale;
import org.keepuntil.decide.Status;

/** How the report explains a status to somebody who has never seen one, and how it draws it. */
record StatusLook(Status status) {
    /** The name of its fill in the style sheet. */
    String fill() {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return switch (status) {
            case UNSCHEDULED -> "No rule of the schedule covers the record. It is kept.";
            case PERMANENT -> "The schedule keeps the record for ever.";
            case ANONYMISED -> "All that identified a person was taken out earlier, as the rule asks.";
            case PSEUDONYMISED -> "Names were replaced by tokens earlier. The record is still personal data.";
            case REDACTED -> "The parts that the rule names were taken out earlier.";
            case OPEN -> "The case is still open, or the period has not begun because an event has not happened.";
            case RETAINED -> "The period is running. The first day on which it can end has not come.";
            case UNDETERMINED ->
                "The period may have ended: a date is not known well enough. The record is kept until the last day that it can be, or until somebody mends it.";
            case CONFLICT ->
                "A maximum says that the record should have gone, another period that it must stay. It is kept.";
            case HELD -> "The period has ended, but a hold, such as a legal claim or an inquiry, stops disposal.";
            case REFERRED_TO -> "The period has ended, but another record that stays refers to this one.";
            case IN_REVIEW -> "The period has ended, and a person is to decide what happens.";
            case IN_NOTICE -> "The period has ended. Notice has been given, and is still running.";
            case AWAITING_APPROVAL ->
                "The period has ended, and disposal waits for somebody to approve it or to accept the transfer.";
            case DUE -> "The period has ended and nothing stands in the way. These records were planned.";
        };
    }
}
