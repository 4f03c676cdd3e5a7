package org.keepuntil.decide;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.decide.DateReading.Kind;
import org.keepuntil.decide.Facts.PersonFacts;

/** The facts of a row of {@code cases/dates.csv}, in its own notation; everything is read as a database would give it. */
record VectorFacts(String text, Map<String, String> values, boolean firstOfJanuaryIsYear, Set<LocalDate> placeholders) {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Set<String> FACTS = Set.of("looked after");
    private static final Pattern BRACKETS = Pattern.compile("(.*) \\[(.*)]");

    static VectorFacts parse(String text) {
        Map<String, String> values = new HashMap<>();
        boolean firstOfJanuaryIsYear = false;
        Set<LocalDate> placeholders = Set.of();
        // A comma and a space part the entries, but for those in brackets; a list of people has no spaces.
        for (String entry : text.split(", (?![^\\[]*])", -1)) {
            if (entry.equals("first of January: year")) {
                firstOfJanuaryIsYear = true;
            } else if (entry.startsWith("placeholder dates: ")) {
                placeholders = Set.of(LocalDate.parse(entry.substring("placeholder dates: ".length())));
            } else if (!entry.isEmpty()) {
                String[] sides = entry.split("=", 2);
                values.put(sides[0], sides[1]);
            }
        }
        return new VectorFacts(text, values, firstOfJanuaryIsYear, placeholders);
    }

    List<String> eventNames() {
        return values.keySet().stream().filter(VectorFacts::isEvent).sorted().toList();
    }

    private static boolean isEvent(String name) {
        return !isPerson(name) && !name.startsWith("years.") && !FACTS.contains(name);
    }

    private static boolean isPerson(String name) {
        return name.endsWith("born") || name.equals("died") || name.equals("death");
    }

    YearStarts years() {
        YearStarts years = YearStarts.DEFAULTS;
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (value.getKey().startsWith("years.")) {
                String kind = value.getKey().substring("years.".length()).toUpperCase(Locale.ROOT);
                years = years.with(YearKind.valueOf(kind), MonthDay.parse("--" + value.getValue()));
            }
        }
        return years;
    }

    Facts facts() {
        Map<String, DateValue> events = new HashMap<>();
        eventNames().forEach(name -> events.put(name, date(value(name, ""))));
        Map<String, FactValue> facts = new HashMap<>();
        FACTS.stream().filter(values::containsKey).forEach(name -> facts.put(name, fact(value(name, ""))));
        return new Facts(events, Map.of("child", children()), facts);
    }

    /** A child of whom only the death is said has a birth that is not known. */
    private List<PersonFacts> children() {
        String died = value("died", value("death", "none"));
        String births = value(
                "child.born", value("born", values.containsKey("death") || values.containsKey("died") ? "?" : ""));
        List<PersonFacts> children = new ArrayList<>();
        for (String birth : births.split(",", -1)) {
            if (!birth.isEmpty()) {
                children.add(new PersonFacts(date(birth), date(died), false));
            }
        }
        return children;
    }

    private String value(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    private static FactValue fact(String value) {
        return value.equals("?") ? new FactValue.Null() : new FactValue.Truth(Boolean.parseBoolean(value));
    }

    private DateValue date(String value) {
        if (value.equals("?") || value.equals("none")) {
            return reading(Kind.DATE, value.equals("?")).read(null, null);
        }
        Matcher brackets = BRACKETS.matcher(value);
        if (!brackets.matches()) {
            boolean withZone = value.endsWith("Z");
            return reading(withZone ? Kind.TIMESTAMP_WITH_ZONE : Kind.DATE, false)
                    .read(value, null);
        }
        String raw = brackets.group(1);
        return switch (brackets.group(2)) {
            case "no zone, stored in: UTC" ->
                reading(Kind.TIMESTAMP_STORED_UTC, false).read(raw, null);
            case "month" -> reading(Kind.DATE, false).read(raw + "-17", "month");
            case "year" -> reading(Kind.DATE, false).read(raw + "-08-17", "year");
            default -> throw new IllegalArgumentException("notation not known: " + value);
        };
    }

    private DateReading reading(Kind kind, boolean required) {
        return new DateReading(kind, LONDON, required, firstOfJanuaryIsYear, placeholders);
    }
}
