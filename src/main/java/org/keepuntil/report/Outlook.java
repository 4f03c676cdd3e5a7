package org.keepuntil.report;

import org.keepuntil.plan.Forecast;

/** What a report says of the months to come. It is made with the report, and kept nowhere else. */
public sealed interface Outlook {
    /** What falls due, as of a day, by month. */
    record Made(Forecast forecast) implements Outlook {}

    /** It was to be made, and that failed. */
    record Failed() implements Outlook {}

    /** It was not asked for: the report is written again later, or the run was stopped. */
    record LeftOut() implements Outlook {}
}
