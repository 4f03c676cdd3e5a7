package org.keepuntil.binding;

import java.util.Set;
import java.util.regex.Pattern;
import org.keepuntil.catalog.Table;

/** Names of tables and columns as a binding file writes them. */
final class Written {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    /** Words that a path would begin with something else by, or that YAML has a meaning for. */
    private static final Set<String> WORDS = Set.of("each", "latest", "earliest", "any", "else");

    private static final Pattern OF_YAML = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n|~");
    private static final Pattern BARE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$. -]*");

    private Written() {}

    static String table(Table table) {
        return scalar(path(table));
    }

    static String column(Table table, String column) {
        return scalar(path(table) + "." + name(column));
    }

    /** A column of the record's own table. */
    static String column(String column) {
        return scalar(name(column));
    }

    static String path(Table table) {
        return name(table.schema()) + "." + name(table.name());
    }

    static String name(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !WORDS.contains(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a value or key of YAML. */
    static String scalar(String text) {
        boolean bare = BARE.matcher(text).matches() && !OF_YAML.matcher(text).matches() && !text.endsWith(" ");
        return bare ? text : "'" + text.replace("'", "''") + "'";
    }
}
