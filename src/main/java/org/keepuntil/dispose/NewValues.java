package org.keepuntil.dispose;

import java.time.ZoneId;
import org.keepuntil.binding.ColumnClass;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Column;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Keyed;
import org.keepuntil.sql.Sql;

/** What a column becomes, as SQL over the row {@code x}. */
final class NewValues {
    private static final String POSTCODE = "'^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$'";
    private static final String OUTWARD = "'^[A-Z]{1,2}[0-9][A-Z0-9]?$'";

    private final Keyed keyed;
    private final ZoneId zone;

    /**
     * @param zone the schedule's, in which a moment has its year and its month
     */
    NewValues(Keyed keyed, ZoneId zone) {
        this.keyed = keyed;
        this.zone = zone;
    }

    Sql of(Treated.Changed changed) {
        Column column = changed.column();
        String old = Identifier.of("x", column);
        ColumnClass becomes = changed.becomes();
        if (becomes instanceof ColumnClass.Keep) {
            return Sql.of(old);
        } else if (becomes instanceof ColumnClass.Remove) {
            return Sql.of(changed.nothing());
        } else if (becomes instanceof ColumnClass.Year) {
            return cast(cut("year", old, column), column);
        } else if (becomes instanceof ColumnClass.Month) {
            return cast(cut("month", old, column), column);
        } else if (becomes instanceof ColumnClass.Band band) {
            return cast(Sql.of("floor(" + old + "::numeric / " + band.width() + ") * " + band.width()), column);
        } else if (becomes instanceof ColumnClass.First first) {
            return cast(Sql.of("left(" + old + "::text, " + first.characters() + ")"), column);
        } else if (becomes instanceof ColumnClass.Outward) {
            return cast(outward(old, changed.nothing()), column);
        }
        Sql text = Sql.of(old + "::text");
        return cast(column.baseType().equals("uuid") ? keyed.uuid(text) : keyed.token(text), column);
    }

    private Sql cut(String unit, String old, Column column) {
        return switch (column.baseType()) {
            case "timestamptz" ->
                Sql.of(
                        "date_trunc('" + unit + "', " + old + " at time zone ?) at time zone ?",
                        zone.getId(),
                        zone.getId());
            default -> Sql.of("date_trunc('" + unit + "', " + old + "::timestamp)");
        };
    }

    /** The inward part of a postcode has three characters. What is no postcode may be anything, and goes. */
    private static Sql outward(String old, String nothing) {
        String plain = "regexp_replace(upper(" + old + "::text), '\\s', '', 'g')";
        return Sql.of("case when " + plain + " ~ " + POSTCODE + " then left(" + plain + ", -3) when " + plain + " ~ "
                + OUTWARD + " then " + plain + " when " + old + " is not null then " + nothing + " end");
    }

    private static Sql cast(Sql value, Column column) {
        return Sql.concat("(", value, ")::", column.type());
    }
}
