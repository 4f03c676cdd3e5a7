package org.keepuntil.sql;

import java.time.LocalDate;

/** What the day of a row is compared with: a day that the file names, or the days that another date can be. */
sealed interface OtherDay {
    Sql lastBefore(DateColumn date);

    Sql lastOnOrBefore(DateColumn date);

    Sql firstAfter(DateColumn date);

    Sql firstOnOrAfter(DateColumn date);

    /** A day that the file names: the column is compared with bounds. */
    record Named(LocalDate day) implements OtherDay {
        @Override
        public Sql lastBefore(DateColumn date) {
            return date.lastOnOrBefore(day.minusDays(1));
        }

        @Override
        public Sql lastOnOrBefore(DateColumn date) {
            return date.lastOnOrBefore(day);
        }

        @Override
        public Sql firstAfter(DateColumn date) {
            return date.firstOnOrAfter(day.plusDays(1));
        }

        @Override
        public Sql firstOnOrAfter(DateColumn date) {
            return date.firstOnOrAfter(day);
        }
    }

    /** The first and the last day that another date of the record can be, both infinite where it is not known. */
    record OfRecord(Sql first, Sql last) implements OtherDay {
        static OfRecord of(Operand operand) {
            return new OfRecord(operand.firstDay(), operand.lastDay());
        }

        @Override
        public Sql lastBefore(DateColumn date) {
            return compared(date.lastDay(), " < ", first);
        }

        @Override
        public Sql lastOnOrBefore(DateColumn date) {
            return compared(date.lastDay(), " <= ", first);
        }

        @Override
        public Sql firstAfter(DateColumn date) {
            return compared(date.firstDay(), " > ", last);
        }

        @Override
        public Sql firstOnOrAfter(DateColumn date) {
            return compared(date.firstDay(), " >= ", last);
        }

        private static Sql compared(Sql day, String operator, Sql other) {
            return Sql.concat("(", day, operator, other, ")");
        }
    }
}
