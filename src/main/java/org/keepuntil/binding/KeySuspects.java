package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/** Columns that are named like a key of a table, and have no foreign key. */
record KeySuspects(Likeness likeness) {
    /** What is shorter says of nothing whose number it is. */
    private static final int SHORTEST = 3;

    private static final String ENDING = "_(?:id|uuid|guid|no|nr|num|number|ref|reference|key|code|fk)";
    private static final Set<String> GENERIC = Set.of(
            "id",
            "uuid",
            "guid",
            "oid",
            "code",
            "name",
            "number",
            "no",
            "nr",
            "ref",
            "reference",
            "key",
            "version",
            "position",
            "year",
            "type",
            "status",
            "title",
            "slug",
            "label",
            "sequence",
            "rank",
            "order",
            "date",
            "token",
            "hash",
            "path",
            "url");
    /** Numbers that people give to things, and how columns are named after them. */
    private static final List<Set<String>> GIVEN =
            List.of(Set.of("reference", "ref"), Set.of("number", "no", "nr", "num"), Set.of("code"));

    private static final Set<String> WHOLE = Set.of("int2", "int4", "int8", "numeric");

    /** A name of the table, and what a key of it may be called. */
    private record Name(String name, Pattern id, Pattern key) {
        static Name of(String name) {
            String quoted = Pattern.quote(name);
            return new Name(name, Pattern.compile("(?:.+_)?" + quoted + "_id"), Pattern.compile(quoted + ENDING));
        }
    }

    /** The columns of any table that look like a key of this one. */
    List<Suspect> of(Table target) {
        List<Name> names = likeness.of(target).stream().map(Name::of).toList();
        List<Key> keys = singleKeys(target);
        List<Suspect> found = new ArrayList<>();
        for (Table table : likeness.tables()) {
            if (!likeness.areOneFamily(table, target)) {
                for (Likeness.Free free : likeness.free(table)) {
                    if (keys.stream().anyMatch(key -> resembles(free, key, target, names))) {
                        found.add(suspect(table, List.of(free.column().name()), target));
                    }
                }
                composite(table, target).ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * A key of one column.
     *
     * @param telling whether its name alone says whose it is; one that is a foreign key itself is named after what it refers to
     */
    private record Key(Column column, String words, boolean telling) {}

    private static Suspect suspect(Table table, List<String> columns, Table target) {
        String is = columns.size() == 1 ? "is named like a key of " : "are named like the key of ";
        return new Suspect(Suspect.Kind.KEY, table, columns, target, is + target + " and has no foreign key");
    }

    private boolean resembles(Likeness.Free free, Key key, Table target, List<Name> names) {
        Column column = free.column();
        String words = free.words();
        boolean sameType = sameType(column, key.column());
        if (sameType && key.telling() && words.equals(key.words())) {
            return true;
        }
        for (Name name : names) {
            if (words.contains(name.name()) && (sameType || Likeness.isText(column))) {
                boolean id = name.id().matcher(words).matches() && isOf(words, name.name(), target);
                boolean called = sameType
                        && (name.key().matcher(words).matches()
                                || (words.equals(name.name()) && !Likeness.isText(column)));
                if (id || called) {
                    return true;
                }
            }
        }
        return sameType && isGivenNumber(words, key.words(), target);
    }

    /** {@code case_ref} may be the reference of a {@code case_file}, where no table is named {@code case}. */
    private boolean isGivenNumber(String words, String key, Table target) {
        int end = words.lastIndexOf('_');
        String of = end < SHORTEST ? "" : words.substring(0, end);
        return !of.isEmpty()
                && GIVEN.stream().anyMatch(same -> same.contains(key) && same.contains(words.substring(end + 1)))
                && likeness.of(target).stream().anyMatch(name -> name.startsWith(of + "_"))
                && likeness.tables().stream()
                        .noneMatch(table -> likeness.of(table).contains(of));
    }

    /** {@code lesson_plan_id} is not of {@code plan} where there is a table {@code lesson_plan}. */
    private boolean isOf(String words, String name, Table target) {
        String longer = words.substring(0, words.length() - "_id".length());
        return longer.equals(name)
                || likeness.tables().stream()
                        .filter(t -> t.oid() != target.oid())
                        .noneMatch(t -> likeness.of(t).contains(longer));
    }

    /** All columns of a key of several, by their names, where no foreign key has them all. */
    private Optional<Suspect> composite(Table table, Table target) {
        List<String> key = target.primaryKey();
        if (key.size() < 2) {
            return Optional.empty();
        }
        boolean all = key.stream()
                .allMatch(k -> table.column(k)
                        .filter(c -> sameType(c, target.column(k).orElseThrow()))
                        .isPresent());
        boolean telling =
                key.stream().anyMatch(k -> !GENERIC.contains(LikeNames.words(k)) && !likeness.isKey(target, k));
        if (!all || !telling) {
            return Optional.empty();
        }
        boolean known = likeness.catalog().foreignKeysFrom(table).stream()
                .anyMatch(k -> k.fromColumns().containsAll(key));
        return known ? Optional.empty() : Optional.of(suspect(table, key, target));
    }

    private List<Key> singleKeys(Table table) {
        return table.uniqueKeys().stream()
                .filter(k -> k.size() == 1)
                .flatMap(k -> table.column(k.get(0)).stream())
                .distinct()
                .map(c -> {
                    String words = LikeNames.words(c.name());
                    return new Key(c, words, !GENERIC.contains(words) && !likeness.isKey(table, c.name()));
                })
                .toList();
    }

    private static boolean sameType(Column a, Column b) {
        return a.baseType().equals(b.baseType())
                || (WHOLE.contains(a.baseType()) && WHOLE.contains(b.baseType()))
                || (Likeness.isText(a) && Likeness.isText(b));
    }
}
