package org.keepuntil.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.keepuntil.residue.Level;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report of a period as one JSON document, its keys always in this order:
 *
 * <ul>
 *   <li>{@code format}: {@code keepuntil-period-report/1}
 *   <li>{@code period}: {@code id}, {@code database}, {@code since}, {@code until}, {@code class}, {@code rule}; the last two may be null
 *   <li>{@code done}, {@code left}: records that went, and records that were due and stayed
 *   <li>{@code sums}: {@code class} (its title), {@code rule}, {@code period}, {@code authority}, {@code result}, {@code records}
 *   <li>{@code months}: {@code month}, {@code class} (its title), {@code records} that went; none where none did
 *   <li>{@code kept}: {@code class}, {@code outcome}, {@code reason}, {@code records}
 *   <li>{@code runs}: {@code id}, {@code asOf} (a month where the day would tell when somebody was born), {@code state}, {@code done}, {@code
 *       addsUp}, {@code level} (may be null), {@code plan} (its digest), {@code approvals} (their numbers), {@code checkpoint} (its size, or null)
 *   <li>{@code copiesElsewhere}, {@code backupsKept}: lists of words
 *   <li>{@code files}: {@code name}, {@code rows} (of lists), {@code sha256}
 * </ul>
 */
final class PeriodJson {
    static final String KIND = "period";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PeriodJson() {}

    static void write(Path directory, PeriodReport report, List<Evidence> runs, List<WrittenFile> files)
            throws IOException {
        try (OutputStream out = DigestingFile.create(directory.resolve(KIND + ".json")).stream()) {
            out.write(MAPPER.writeValueAsBytes(document(report, runs, files)));
            out.write('\n');
        }
    }

    private static ObjectNode document(PeriodReport report, List<Evidence> runs, List<WrittenFile> files) {
        Certifying of = Certifying.period(runs, report.period());
        ObjectNode root = MAPPER.createObjectNode().put("format", "keepuntil-period-report/1");
        root.putObject(KIND)
                .put("id", report.id())
                .put("database", report.database())
                .put("since", report.period().since().toString())
                .put("until", report.period().until().toString())
                .put("class", report.period().recordClass().orElse(null))
                .put("rule", report.period().rule().orElse(null));
        root.put("done", of.done()).put("left", of.left());
        ArrayNode sums = root.putArray("sums");
        of.sums()
                .forEach(sum -> sums.addObject()
                        .put("class", sum.title())
                        .put("rule", sum.rule())
                        .put("period", sum.period())
                        .put("authority", sum.authority())
                        .put("result", sum.result())
                        .put("records", sum.records()));
        ArrayNode months = root.putArray("months");
        Went.of(of)
                .months()
                .forEach((month, classes) -> classes.forEach((title, records) -> months.addObject()
                        .put("month", month.toString())
                        .put("class", title)
                        .put("records", records)));
        ArrayNode kept = root.putArray("kept");
        of.kept()
                .forEach(left -> kept.addObject()
                        .put("class", left.title())
                        .put("outcome", left.outcome())
                        .put("reason", left.reason())
                        .put("records", left.records()));
        ArrayNode all = root.putArray("runs");
        runs.forEach(run -> run(all.addObject(), of, run));
        words(root.putArray("copiesElsewhere"), of.distinct(run -> run.copiesElsewhere().stream()));
        words(root.putArray("backupsKept"), of.distinct(run -> run.backupsKept().stream()));
        ArrayNode written = root.putArray("files");
        files.forEach(file -> written.addObject()
                .put("name", file.name())
                .put("rows", file.name().endsWith(".csv") ? Long.valueOf(file.rows()) : null)
                .put("sha256", file.sha256()));
        return root;
    }

    private static void run(ObjectNode node, Certifying of, Evidence run) {
        RunFacts facts = run.report().run();
        node.put("id", facts.id());
        node.put(
                "asOf",
                of.tellsBirth(run)
                        ? YearMonth.from(facts.asOf()).toString()
                        : facts.asOf().toString());
        node.put("state", facts.state().word()).put("done", of.done(run)).put("addsUp", run.addsUp());
        node.put("level", run.reached().map(Level::name).orElse(null));
        node.put("plan", run.report().digests().plan());
        ArrayNode approvals = node.putArray("approvals");
        run.report().basis().approvals().forEach(approval -> approvals.add(approval.id()));
        node.put(
                "checkpoint", run.report().basis().sealed().map(SealedLog::size).orElse(null));
    }

    private static void words(ArrayNode node, List<String> words) {
        words.forEach(node::add);
    }
}
