package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.catalog.Table;
import org.keepuntil.catalog.Trigger;

/** Tables that may hold copies of the rows of another: by their name, by their columns, or because a trigger writes them. */
record CopySuspects(Likeness likeness) {
    private static final String KINDS =
            "(?:aud|audit|audits|audited|history|hist|histories|log|logs|archive|archives|archived|version|versions"
                    + "|revision|revisions|old|backup|backups|bak|bkp|copy|copies|tmp|temp|deleted|deletions|tombstone|tombstones|shadow"
                    + "|snapshot|snapshots|import|imports|export|exports|staging|cdc|changes|journal|trash|erased)";
    private static final Pattern ENDING = Pattern.compile("(?:e?s)?_?(?:" + KINDS + "|[0-9]{4,})(?:_[0-9]+)?");
    private static final Pattern BEGINNING = Pattern.compile(KINDS + "_");
    static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern WRITES =
            Pattern.compile("(?i)\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+(?:only\\s+)?(" + NAME
                    + "(?:\\s*\\.\\s*" + NAME + ")?)");
    private static final Pattern EXECUTES = Pattern.compile("(?i)\\bexecute\\b");
    private static final int FEWEST_COLUMNS = 4;

    /** The tables that look like copies of this one. */
    List<Suspect> of(Table original) {
        List<Suspect> found = new ArrayList<>(written(original));
        Set<String> names = likeness.of(original);
        for (Table table : likeness.tables()) {
            if (!likeness.areOneFamily(table, original) && !likeness.refersTo(table, original)) {
                if (isNamedLike(table, original, names)) {
                    found.add(suspect(Suspect.Kind.HISTORY, table, original, "is named like a history or a copy of "));
                } else if (isBuiltLike(table, original)) {
                    found.add(suspect(Suspect.Kind.HISTORY, table, original, "has the columns of "));
                }
            }
        }
        return found;
    }

    private static Suspect suspect(Suspect.Kind kind, Table table, Table original, String why) {
        return new Suspect(kind, table, List.of(), original, why + original);
    }

    private boolean isNamedLike(Table table, Table original, Set<String> names) {
        String words = likeness.name(table);
        if (words.equals(likeness.name(original))) {
            return LikeNames.words(table.schema()).matches("(?:.+_)?" + KINDS + "(?:_.+)?");
        }
        for (String name : names) {
            if (words.startsWith(name)
                    && ENDING.matcher(words.substring(name.length())).matches()) {
                return true;
            }
            String one = words.endsWith(name) ? words : likeness.singular(table);
            if (one.endsWith(name)
                    && BEGINNING
                            .matcher(one.substring(0, one.length() - name.length()))
                            .matches()) {
                return true;
            }
        }
        return false;
    }

    /** Four columns in five of the original's, of the same types. */
    private boolean isBuiltLike(Table table, Table original) {
        Set<String> types = likeness.types(table);
        long same = likeness.types(original).stream().filter(types::contains).count();
        return same >= FEWEST_COLUMNS && same * 5 >= original.columns().size() * 4L;
    }

    private List<Suspect> written(Table original) {
        List<Suspect> found = new ArrayList<>();
        for (Trigger trigger : likeness.catalog().triggersOf(original)) {
            for (Table table : likeness.tables()) {
                if (!table.equals(original) && writes(trigger.source(), table)) {
                    found.add(new Suspect(
                            Suspect.Kind.TRIGGER,
                            table,
                            List.of(),
                            original,
                            "is written by the trigger " + trigger.name() + " of " + original));
                }
            }
        }
        return found;
    }

    /** A word search is enough: a table that is only named is asked about once too often, not forgotten. */
    static boolean writes(String source, Table table) {
        Matcher written = WRITES.matcher(source);
        while (written.find()) {
            if (isName(written.group(1), table)) {
                return true;
            }
        }
        return EXECUTES.matcher(source).find()
                && Pattern.compile("(?<![\\p{L}\\p{N}_$])" + Pattern.quote(table.name()) + "(?![\\p{L}\\p{N}_$])")
                        .matcher(source)
                        .find();
    }

    static boolean isName(String written, Table table) {
        Matcher part = Pattern.compile(NAME).matcher(written);
        List<String> parts = new ArrayList<>();
        while (part.find()) {
            String name = part.group();
            parts.add(
                    name.startsWith("\"")
                            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                            : name.toLowerCase(Locale.ROOT));
        }
        return parts.get(parts.size() - 1).equals(table.name())
                && (parts.size() == 1 || parts.get(0).equals(table.schema()));
    }
}
