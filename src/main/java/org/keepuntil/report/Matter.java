package org.keepuntil.report;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that waits for a person.
 *
 * @param what which records or which rule of them; empty where the kind says it all
 * @param count how many
 * @param overdue how many of these have waited for too long
 * @param since when the first of them began to wait, where that is known
 */
public record Matter(Kind kind, String what, long count, long overdue, Optional<LocalDate> since) {
    /** What can wait, for whom, and where it is looked at. */
    public enum Kind {
        PLAN("plan to be approved", "plans to be approved", Who.APPROVER, "keepuntil approvals"),
        RUN("unfinished run", "unfinished runs", Who.OPERATOR, "keepuntil run"),
        REVIEW("record in review", "records in review", Who.APPROVER, "keepuntil review list"),
        REQUEST("request to be answered", "requests to be answered", Who.APPROVER, "keepuntil request list"),
        PACKAGE("package to be accepted", "packages to be accepted", Who.APPROVER, "keepuntil transfer list"),
        HOLD(
                "hold to be looked at again",
                "holds to be looked at again",
                Who.APPROVER,
                "keepuntil hold list --review-due"),
        RETURNED(
                "destroyed record that came back",
                "destroyed records that came back",
                Who.OPERATOR,
                "keepuntil audit reconcile"),
        FILE("file that can't be removed", "files that can't be removed", Who.OPERATOR, "keepuntil report");

        private final String one;
        private final String several;
        private final Who who;
        private final String command;

        Kind(String one, String several, Who who, String command) {
            this.one = one;
            this.several = several;
            this.who = who;
            this.command = command;
        }

        /** The word of metrics and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What waits, as so many of them are called. */
        public String noun(long count) {
            return count == 1 ? one : several;
        }

        public Who who() {
            return who;
        }

        /** What shows or settles it. */
        public String command() {
            return command;
        }
    }

    /** Whose matter it is, by the role in the database. */
    public enum Who {
        OPERATOR,
        APPROVER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
