package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/** What may belong to records although no foreign key says so. A suspicion is a question to a person, never an answer. */
record Suspects(Likeness likeness) {
    static Suspects in(Catalog catalog) {
        return new Suspects(new Likeness(catalog));
    }

    private static final Pattern TYPE = Pattern.compile("(.+)_(?:type|kind|class|table|model|entity)");
    private static final String KEY = "_(?:id|uuid|key|ref|pk|no)";
    private static final Set<String> PAIRS = Set.of(
            "object_id", "record_id", "entity_id", "row_id", "subject_id", "target_id", "item_id", "resource_id");
    private static final Set<String> PAIRED = Set.of(
            "object_type",
            "record_type",
            "entity_type",
            "table_name",
            "tablename",
            "relname",
            "model",
            "content_type_id",
            "content_type",
            "entity",
            "entity_name",
            "object_repr",
            "resource_type",
            "item_type");

    /** Unmistakably about a person. */
    private static final Pattern PERSONAL = Pattern.compile(
            "(?:.*_)?(?:surname|last_?name|family_?name|first_?name|fore_?names?|given_?names?|maiden_?name|full_?name|known_as|do_?b"
                    + "|date_?of_?birth|birth_?date|birthday|nhs|nhs_?(?:no|number|num)|upn|uln|e_?mail|e_?mail_?address|phone|telephone"
                    + "|phone_?number|mobile|mobile_?number|tel|post_?code|zip_?code|address|home_?address|address_?line_?[0-9]*"
                    + "|national_?insurance.*|nino|ni_?number|ssn|passport.*)");

    /** About a person in a table that nothing refers to: a list of values would be referred to. */
    private static final Pattern PERHAPS_PERSONAL = Pattern.compile("(?:.*_)?(?:name|born)");

    /** What may belong to rows of the table. */
    List<Suspect> of(Table table) {
        List<Suspect> found = new ArrayList<>(new KeySuspects(likeness).of(table));
        found.addAll(new CopySuspects(likeness).of(table));
        return found;
    }

    /** Columns that together may refer to rows of any table. */
    List<Suspect> pairs() {
        List<Suspect> found = new ArrayList<>();
        for (Table table : likeness.tables()) {
            pair(table).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Suspect> pair(Table table) {
        for (Column kind : table.columns()) {
            String words = LikeNames.words(kind.name());
            Matcher named = TYPE.matcher(words);
            String key = named.matches() ? Pattern.quote(named.group(1)) + KEY : "";
            for (Column column : table.columns()) {
                String other = LikeNames.words(column.name());
                boolean pair =
                        (!key.isEmpty() && other.matches(key)) || (PAIRED.contains(words) && PAIRS.contains(other));
                if (pair && !column.equals(kind) && !likeness.isKey(table, column.name())) {
                    return Optional.of(new Suspect(
                            Suspect.Kind.PAIR,
                            table,
                            List.of(column.name()),
                            table,
                            "may refer to rows of any table, as " + kind.name() + " says"));
                }
            }
        }
        return Optional.empty();
    }

    /** Tables that hold data about people, by the names of their columns. */
    List<Suspect> personal() {
        List<Suspect> found = new ArrayList<>();
        for (Table table : likeness.tables()) {
            boolean alone = likeness.catalog().foreignKeysFrom(table).isEmpty()
                    && likeness.catalog().foreignKeysTo(table).isEmpty();
            List<String> columns = table.columns().stream()
                    .map(Column::name)
                    .filter(name -> isPersonal(LikeNames.words(name), alone))
                    .toList();
            if (!columns.isEmpty()) {
                found.add(new Suspect(
                        Suspect.Kind.PERSONAL,
                        table,
                        List.of(),
                        table,
                        "has columns named like data about people: " + String.join(", ", columns)));
            }
        }
        return found;
    }

    /** Whether a column is named like data about a person. */
    boolean isPersonal(Table table) {
        return table.columns().stream().anyMatch(c -> isPersonal(LikeNames.words(c.name()), false));
    }

    private static boolean isPersonal(String words, boolean alone) {
        return PERSONAL.matcher(words).matches()
                || (alone
                        && PERHAPS_PERSONAL.matcher(words).matches()
                        && !words.matches("(?:file|table|field|column|host|user_agent)_?name"));
    }
}
