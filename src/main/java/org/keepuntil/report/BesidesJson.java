package org.keepuntil.report;

import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run did beside the rows of records, in {@code run.json}: {@code files} (what became of them to count), {@code packages} ({@code package},
 * {@code class}, {@code copy}, {@code written}, {@code records}, {@code went}, {@code state}, {@code sha256}, {@code by}, {@code on}, {@code
 * accession}; the last three may be null), {@code partitions} that were dropped whole ({@code partition}, {@code table}, {@code rows}), {@code
 * views} ({@code view}, {@code refreshed}).
 */
final class BesidesJson {
    private BesidesJson() {}

    static void put(ObjectNode node, Besides besides) {
        ObjectNode files = node.putObject("files");
        new TreeMap<>(besides.files()).forEach((fate, n) -> files.put(fate.word(), n));
        ArrayNode packages = node.putArray("packages");
        besides.packages()
                .forEach(parcel -> packages.addObject()
                        .put("package", parcel.id())
                        .put("class", parcel.recordClass())
                        .put("copy", parcel.copy())
                        .put("written", parcel.written())
                        .put("records", parcel.records())
                        .put("went", parcel.went())
                        .put("state", parcel.state())
                        .put("sha256", parcel.sha256())
                        .put(
                                "by",
                                parcel.acceptance().map(Besides.Acceptance::by).orElse(null))
                        .put(
                                "on",
                                parcel.acceptance().map(a -> a.on().toString()).orElse(null))
                        .put(
                                "accession",
                                parcel.acceptance()
                                        .map(Besides.Acceptance::accession)
                                        .orElse(null)));
        ArrayNode partitions = node.putArray("partitions");
        besides.partitions()
                .forEach(partition -> partitions
                        .addObject()
                        .put("partition", partition.name())
                        .put("table", partition.table())
                        .put("rows", partition.rows()));
        ArrayNode views = node.putArray("views");
        besides.views()
                .forEach(view -> views.addObject().put("view", view.name()).put("refreshed", view.refreshed()));
    }
}
