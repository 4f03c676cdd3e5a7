package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.ForeignKey.Declared;
import org.keepuntil.catalog.ForeignKey.Types;

/** How a row hangs together with the one that it refers to, by a foreign key or by a link that a binding declares. */
final class LinkMatch {
    private static final Set<String> WHOLE_NUMBERS = Set.of("int2", "int4", "int8");

    /** For types of which each value has one text: the texts that are one, and how such a text becomes a value. */
    private static final Map<String, String> ONE_TEXT = Map.of(
            "number",
            "case when %1$s ~ '^(0|-{0,1}[1-9][0-9]{0,18})$'"
                    + " then case when %1$s::numeric between -9223372036854775808 and 9223372036854775807 then %1$s::int8 end end",
            "uuid",
            "case when %1$s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then %1$s::uuid end");

    private LinkMatch() {}

    static String of(ForeignKey key, String from, String to) {
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < key.fromColumns().size(); i++) {
            String value = value(key, i, from);
            String referred = to + "." + Identifier.quote(key.toColumns().get(i));
            int column = i;
            Optional<Types> types = key.declared().flatMap(d -> d.asText().get(column));
            if (types.isEmpty()) {
                tests.add(referred + " " + key.equal().get(i) + " " + value);
            } else {
                asText(types.get(), value, referred, tests);
            }
        }
        only(key, from).ifPresent(tests::add);
        return String.join(" and ", tests);
    }

    /** Compared as text; and so that an index of either column can be used, as values of that column too, which says no more. */
    private static void asText(Types types, String value, String referred, List<String> tests) {
        String text = types.from().equals("text") ? value : value + "::text";
        String referredText = types.to().equals("text") ? referred : referred + "::text";
        tests.add(referredText + " = " + text);
        parsed(types.to(), text).ifPresent(parsed -> tests.add(referred + " = " + parsed));
        parsed(types.from(), referredText).ifPresent(parsed -> tests.add(parsed + " = " + value));
    }

    private static Optional<String> parsed(String type, String text) {
        return Optional.ofNullable(ONE_TEXT.get(WHOLE_NUMBERS.contains(type) ? "number" : type))
                .map(how -> "(" + how.replace("%1$s", text) + ")");
    }

    static String refers(ForeignKey key, String from) {
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < key.fromColumns().size(); i++) {
            tests.add(value(key, i, from) + " is not null");
        }
        only(key, from).ifPresent(tests::add);
        return String.join(" and ", tests);
    }

    private static Optional<String> only(ForeignKey key, String from) {
        return key.declared()
                .flatMap(Declared::only)
                .map(only ->
                        from + "." + Identifier.quote(only.column()) + "::text = " + Identifier.constant(only.value()));
    }

    private static String value(ForeignKey key, int column, String from) {
        String name = from + "." + Identifier.quote(key.fromColumns().get(column));
        return key.declared()
                .flatMap(Declared::member)
                .map(member -> "(" + name + " ->> " + Identifier.constant(member) + ")")
                .orElse(name);
    }
}
