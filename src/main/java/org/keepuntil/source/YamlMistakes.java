package org.keepuntil.source;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Words for what the YAML parser stumbles over. */
final class YamlMistakes {
    private static final Pattern LIST_IN_TEXT = Pattern.compile("(latest|earliest) of \\[", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT_AFTER_QUOTE = Pattern.compile("[:,\\[-] *\"[^\"]*\"[^ ,}\\]]");

    private YamlMistakes() {}

    static String message(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (problem.startsWith("mapping values are not allowed")) {
            return "a colon that starts a value where none can be";
        }
        if (problem.contains("that cannot start any token")) {
            return "a character that cannot start a value here";
        }
        return "this is not YAML: " + problem;
    }

    static String hint(MarkedYamlEngineException e, String line) {
        if (LIST_IN_TEXT.matcher(line).find()) {
            return "Inside braces, put quotes round the whole: { from: \"latest of [contact.made_at, plan.agreed_on]\" }.";
        }
        if (TEXT_AFTER_QUOTE.matcher(line).find()) {
            return "Put single quotes round the whole of a name with double quotes: '\"my table\".\"my column\"'.";
        }
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (problem.startsWith("mapping values") || problem.contains("that cannot start any token")) {
            return "Put text that holds a colon, or starts with a sign, in quotes.";
        }
        return "Look at the brackets, the quotes and the indentation here and on the line before.";
    }
}
