package org.keepuntil.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows that refer by a declared link to something that is not there. Whose they are is not guessed at, and nothing is done with them.
 */
public record Orphans(String recordClass, String link, Table table, long rows) {
    /** Counts them for each link by which rows belong to a record or refer to it, one query a link. */
    public static List<Orphans> count(JdbcTemplate jdbc, Workload workload) {
        List<Orphans> counts = new ArrayList<>();
        for (Workload.Work work : workload.classes()) {
            Layout layout = work.layout();
            for (Map.Entry<ForeignKey, Table> link : layout.declaredLinks().entrySet()) {
                ForeignKey key = link.getKey();
                Long rows = jdbc.queryForObject(
                        "select count(*) from " + Identifier.of(link.getValue()) + " x where "
                                + Identifier.refers(key, "x") + " and not exists (select 1 from "
                                + Identifier.of(layout.table(key.to())) + " t where "
                                + Identifier.match(key, "x", "t") + ")",
                        Long.class);
                counts.add(new Orphans(work.name(), key.name(), link.getValue(), rows == null ? 0 : rows));
            }
        }
        return counts;
    }
}
