package org.keepuntil.binding;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;

/** How the columns of a link are compared: as the database does where it can, else as text. */
final class LinkTypes {
    private static final Set<String> JSON = Set.of("json", "jsonb");
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric");
    private static final Set<String> TEXTS = Set.of("text", "varchar");
    private static final Set<String> WRITTEN = Set.of("bpchar", "citext", "name");

    private LinkTypes() {}

    /** Why two columns can't be linked, and what to write. */
    record Misfit(String what, String write) {}

    static Optional<Misfit> misfit(BoundClass.Link link, Column from, Column to) {
        String written = link.from() + "." + from.name();
        String target = link.to() + "." + to.name();
        boolean json = JSON.contains(from.baseType());
        if (json && link.member().isEmpty()) {
            return Optional.of(new Misfit(
                    written + " is of type " + from.type() + ": which member of it is meant?",
                    "write for example: " + written + " ->> 'referral_id' -> " + target));
        }
        if (!json && link.member().isPresent()) {
            return Optional.of(new Misfit(
                    written + " is of type " + from.type() + ", which has no members",
                    "leave out: ->> '" + link.member().get() + "'"));
        }
        if (JSON.contains(to.baseType())) {
            return Optional.of(new Misfit(
                    target + " is of type " + to.type() + ", by which no row is known",
                    "name a column of " + link.to() + " that is unique, as its key is"));
        }
        String type = json ? "text" : from.baseType();
        return alike(type, to.baseType()) || isText(type) || isText(to.baseType())
                ? Optional.empty()
                : Optional.of(new Misfit(
                        written + " is of type " + from.type() + " and " + target + " of type " + to.type()
                                + ": they are never equal",
                        "name the columns that hold the same value, or a text column"));
    }

    /** The types, where the values have to be compared as text. */
    static Optional<ForeignKey.Types> asText(BoundClass.Link link, Column from, Column to) {
        String type = link.member().isPresent() ? "text" : from.baseType();
        return alike(type, to.baseType())
                ? Optional.empty()
                : Optional.of(new ForeignKey.Types(plain(type), plain(to.baseType())));
    }

    private static boolean alike(String a, String b) {
        return a.equals(b) || (NUMBERS.contains(a) && NUMBERS.contains(b)) || (TEXTS.contains(a) && TEXTS.contains(b));
    }

    private static boolean isText(String type) {
        return TEXTS.contains(type) || WRITTEN.contains(type);
    }

    private static String plain(String type) {
        return TEXTS.contains(type) ? "text" : type;
    }
}
