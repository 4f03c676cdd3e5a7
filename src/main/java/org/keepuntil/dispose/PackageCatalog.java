package org.keepuntil.dispose;

import java.util.Map;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of a package that says what the others are. */
final class PackageCatalog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PackageCatalog() {}

    /** What the tables and columns are: with it the lines can be read back into a database. */
    static ObjectNode of(ClassRun run, Map<Table, String> names) {
        Layout layout = run.work().layout();
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "keepuntil-transfer/1");
        root.put("class", run.name()).put("title", run.work().recordClass().title());
        root.put(
                "values",
                "each value is PostgreSQL's own text of it (DateStyle ISO, TimeZone UTC, IntervalStyle postgres,"
                        + " bytea_output hex), which its type reads back; null where there is none");
        ArrayNode tables = root.putArray("tables");
        names.forEach((table, file) -> {
            ObjectNode each = tables.addObject();
            each.put("schema", table.schema()).put("table", table.name()).put("file", "data/" + file);
            each.put("record", table.equals(layout.root()));
            ArrayNode columns = each.putArray("columns");
            for (Column column : table.columns()) {
                columns.addObject()
                        .put("name", column.name())
                        .put("type", column.type())
                        .put("notNull", column.notNull())
                        .put("generated", column.generated());
            }
            ArrayNode key = each.putArray("key");
            (table.equals(layout.root())
                            ? layout.key().stream().map(Column::name).toList()
                            : table.primaryKey())
                    .forEach(key::add);
            ArrayNode links = each.putArray("partOf");
            layout.components().stream()
                    .filter(c -> c.table().equals(table))
                    .flatMap(c -> c.owners().stream())
                    .forEach(owner -> link(links.addObject(), owner, layout));
        });
        return root;
    }

    private static void link(ObjectNode link, ForeignKey owner, Layout layout) {
        ArrayNode from = link.putArray("columns");
        owner.fromColumns().forEach(from::add);
        layout.tables().stream()
                .filter(t -> t.oid() == owner.to())
                .findFirst()
                .ifPresent(t -> link.put("of", t.toString()));
        ArrayNode to = link.putArray("ofColumns");
        owner.toColumns().forEach(to::add);
    }
}
