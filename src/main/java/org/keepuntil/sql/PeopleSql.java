package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Path;

/** The people of a record in all its roles, held against one of them. */
public final class PeopleSql {
    private PeopleSql() {}

    /**
     * Whether somebody else than a person is in a role of the record {@code r}, or the person is in none: then it is not clear whom the
     * record is about.
     *
     * @param person an array of text that holds the person's key
     */
    public static Sql others(Layout layout, PersonTable people, String person) {
        AtomicInteger aliases = new AtomicInteger();
        List<Sql> is = new ArrayList<>();
        List<Sql> isNot = new ArrayList<>();
        for (Layout.PeoplePath role : layout.people().values()) {
            Path born = role.born().paths().get(0);
            Rows rows = born.steps().isEmpty()
                    ? Rows.joined(Joins.ROOT)
                    : Rows.of(Joins.ROOT, born.steps(), () -> "o" + aliases.incrementAndGet());
            Sql same = born.end().equals(people.table()) ? people.keyIs(rows.alias(), person) : Sql.FALSE;
            is.add(rows.any(same));
            isNot.add(rows.any(same.isNotTrue()));
        }
        return Sql.or(Sql.or(is).isNotTrue(), Sql.or(isNot));
    }
}
