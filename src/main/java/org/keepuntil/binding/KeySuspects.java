package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** Columns that are named like a key of a table, and have no foreign key. */
record KeySuspects(Catalog catalog) {
    private static final String ENDING = "_(?:id|uuid|guid|no|nr|num|number|ref|reference|key|code|fk)";
    private static final Set<String> GENERIC = Set.of(
            "id", "uuid", "guid", "oid", "code", "name", "number", "no", "nr", "ref", "reference", "key", "version",
            "position", "year", "type", "status", "title", "slug", "label", "sequence", "rank", "order", "date", "token",
            "hash", "path", "url");
    private static final Set<String> WHOLE = Set.of("int2", "int4", "int8", "numeric");
    private static final Set<String> TEXT = Set.of("text", "varchar", "bpchar", "citext", "name");

    /** The columns of any table that look like a key of this one. */
    List<Suspect> of(Table target) {
        Set<String> names = LikeNames.of(target, catalog);
        List<Suspect> found = new ArrayList<>();
        for (Table table : catalog.tables()) {
            if (!table.equals(target) && !isHeir(table, target)) {
                for (Column column : table.columns()) {
                    if (!isKey(table, column.name()) && resembles(column, target, names)) {
                        found.add(suspect(table, List.of(column.name()), target));
                    }
                }
                composite(table, target).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Suspect suspect(Table table, List<String> columns, Table target) {
        String is = columns.size() == 1 ? "is named like a key of " : "are named like the key of ";
        return new Suspect(Suspect.Kind.KEY, table, columns, target, is + target + " and has no foreign key");
    }

    private boolean resembles(Column column, Table target, Set<String> names) {
        String words = LikeNames.words(column.name());
        for (Column key : singleKeys(target)) {
            String own = LikeNames.words(key.name());
            boolean sameType = sameType(column, key);
            if (sameType && words.equals(own) && !GENERIC.contains(own)) {
                return true;
            }
            boolean wide = sameType || TEXT.contains(column.baseType());
            for (String name : names) {
                if (wide && words.matches("(?:.+_)?" + name + "_id") && isOf(words, name, target)) {
                    return true;
                }
                if (sameType && (words.matches(name + ENDING) || (words.equals(name) && !isText(column)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code lesson_plan_id} is not of {@code plan} where there is a table {@code lesson_plan}. */
    private boolean isOf(String words, String name, Table target) {
        String longer = words.substring(0, words.length() - "_id".length());
        return longer.equals(name)
                || catalog.tables().stream()
                        .filter(t -> !t.equals(target))
                        .noneMatch(t -> LikeNames.of(t, catalog).contains(longer));
    }

    /** All columns of a key of several, by their names, where no foreign key has them all. */
    private Optional<Suspect> composite(Table table, Table target) {
        List<String> key = target.primaryKey();
        if (key.size() < 2
                || table.primaryKey().equals(key)
                        && table.columns().size() > 2 * target.columns().size()) {
            return Optional.empty();
        }
        boolean all = key.stream()
                .allMatch(k -> table.column(k)
                        .filter(c -> sameType(c, target.column(k).orElseThrow()))
                        .isPresent());
        boolean telling = key.stream().anyMatch(k -> !GENERIC.contains(LikeNames.words(k)));
        boolean known = catalog.foreignKeysFrom(table).stream()
                .anyMatch(k -> k.fromColumns().containsAll(key));
        return all && telling && !known ? Optional.of(suspect(table, key, target)) : Optional.empty();
    }

    private static List<Column> singleKeys(Table table) {
        return table.uniqueKeys().stream()
                .filter(k -> k.size() == 1)
                .flatMap(k -> table.column(k.get(0)).stream())
                .distinct()
                .toList();
    }

    /** Foreign keys are not inherited: an heir's column is one where that of its parent is. */
    private boolean isKey(Table table, String column) {
        return has(table, column)
                || catalog.tables().stream()
                        .filter(t -> catalog.heirsOf(t).contains(table))
                        .anyMatch(t -> has(t, column));
    }

    private boolean has(Table table, String column) {
        return catalog.foreignKeysFrom(table).stream()
                .map(ForeignKey::fromColumns)
                .anyMatch(columns -> columns.contains(column));
    }

    private boolean isHeir(Table a, Table b) {
        return catalog.heirsOf(a).contains(b) || catalog.heirsOf(b).contains(a);
    }

    private static boolean sameType(Column a, Column b) {
        return a.baseType().equals(b.baseType())
                || (WHOLE.contains(a.baseType()) && WHOLE.contains(b.baseType()))
                || (isText(a) && isText(b));
    }

    private static boolean isText(Column column) {
        return TEXT.contains(column.baseType());
    }
}
