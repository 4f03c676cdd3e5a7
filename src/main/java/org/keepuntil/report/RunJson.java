package org.keepuntil.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.residue.Level;
import org.keepuntil.schedule.Schedule.Adopted;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report as one JSON document, its keys always in this order:
 *
 * <ul>
 *   <li>{@code format}: {@code keepuntil-run-report/1}
 *   <li>{@code run}: {@code id}, {@code database}, {@code operator}, {@code asOf}, {@code started} and {@code finished} (instants in
 *       UTC; {@code finished} may be null), {@code programVersion}, {@code state}, {@code stateMeaning}, {@code exitCode}, {@code
 *       exitMeaning}, {@code log} (null, or {@code first} and {@code last} index, both counted)
 *   <li>{@code schedule}: {@code name}, {@code title}, {@code version}, {@code adopted} (null, or {@code by}, {@code on}, {@code
 *       minute}, each may be null), {@code reviewBy} (may be null), {@code timeZone}, {@code text}
 *   <li>{@code digests}: {@code schedule}, {@code binding}, {@code catalog}, {@code plan}
 *   <li>{@code planned}, {@code done}: records, over all classes
 *   <li>{@code level}: {@code reached} (the last that every table has reached, or null where nothing was done or the counts do not add up),
 *       {@code meaning}, {@code levels} ({@code level}, {@code reached}, {@code at}, which may be null, {@code says})
 *   <li>{@code approvals}, {@code residue}, {@code looks}, {@code checkpoint}: {@link BasisJson} names their fields
 *   <li>{@code matters}: what waits for a person, {@code what} and {@code why}
 *   <li>{@code classes}: for each {@code class}, {@code title}, {@code total}, {@code statuses} (name to count, all of them, in the
 *       order in which they are tried), {@code rules} ({@code id}, {@code phrase}, {@code act}, {@code authority}, {@code due}, {@code
 *       done}; the second and third may be null), {@code planned}, {@code outcomes} (name to count, all of them), {@code components}
 *       ({@code table}, {@code removed}, {@code unlinked}), {@code flags} ({@code rule}, {@code added}, {@code removed})
 *   <li>{@code links}: for each link that the database does not keep whole {@code class}, {@code link}; of rows that came late {@code
 *       removed}, {@code unlinked}, {@code kept}; of values {@code notSearched} (the binding declares the link no more), {@code
 *       waiting} (to be searched for by the next run); {@code orphans} (rows that lead nowhere; null where they were not counted)
 *   <li>{@code holds}: {@code kind}, {@code count}, {@code references} ({@code reference}, {@code reviewBy}, which may be null)
 *   <li>{@code copiesElsewhere}: list of words; {@code backupsKept}: words, or null
 *   <li>{@code besides}: {@code files} (what became of them to count), {@code packages} ({@code package}, {@code class}, {@code copy}, {@code
 *       written}, {@code records}, {@code went}, {@code state}, {@code sha256}, {@code by}, {@code on}, {@code accession}; the last three may be
 *       null), {@code partitions} that were dropped whole ({@code partition}, {@code table}, {@code rows}), {@code views} ({@code view}, {@code refreshed})
 *   <li>{@code forecast}: null where it was left out; else {@code computed}, and where that is true {@code asOf} and {@code classes}:
 *       {@code class}, {@code total}, {@code already}, {@code months} ({@code month}, {@code records}, {@code held}, {@code
 *       referredTo}), {@code later}, {@code withoutDay}
 *   <li>{@code addsUp}: whether every check agrees; {@code checks}: {@code where}, {@code what}, {@code expected}, {@code against},
 *       {@code found}, {@code agrees}
 *   <li>{@code files}: {@code name}, {@code rows}, {@code sha256} of the other files; {@code report.html} and {@code certificate.pdf} have no {@code rows}
 * </ul>
 *
 * Single records are not in it: {@code register.csv} and {@code exceptions.csv} list them.
 */
final class RunJson {
    static final String NAME = "run.json";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunJson() {}

    static void write(Path directory, Evidence evidence, List<WrittenFile> papers) throws IOException {
        try (OutputStream out = DigestingFile.create(directory.resolve(NAME)).stream()) {
            out.write(MAPPER.writeValueAsBytes(document(evidence, papers)));
            out.write('\n');
        }
    }

    private static ObjectNode document(Evidence evidence, List<WrittenFile> papers) {
        RunReport report = evidence.report();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "keepuntil-run-report/1");
        run(root.putObject("run"), report);
        schedule(root.putObject("schedule"), report.schedule());
        root.putObject("digests")
                .put("schedule", report.digests().schedule())
                .put("binding", report.digests().binding())
                .put("catalog", report.digests().catalog())
                .put("plan", report.digests().plan());
        root.put("planned", report.planned()).put("done", report.done());
        level(root.putObject("level"), evidence);
        BasisJson.put(root, report.basis());
        ArrayNode matters = root.putArray("matters");
        Todo.of(evidence)
                .forEach(todo -> matters.addObject().put("what", todo.what()).put("why", todo.why()));
        ArrayNode classes = root.putArray("classes");
        report.classes().forEach(c -> recordClass(classes.addObject(), c, evidence.tally()));
        ArrayNode links = root.putArray("links");
        report.links().forEach(link -> link(links.addObject(), link));
        ArrayNode holds = root.putArray("holds");
        report.holds().forEach(h -> hold(holds.addObject(), h));
        ArrayNode copies = root.putArray("copiesElsewhere");
        report.copiesElsewhere().forEach(copies::add);
        root.put("backupsKept", report.backupsKept().orElse(null));
        besides(root.putObject("besides"), report.besides());
        OutlookJson.put(root, report.outlook());
        root.put("addsUp", evidence.addsUp());
        ArrayNode checks = root.putArray("checks");
        evidence.checks().forEach(check -> check(checks.addObject(), check));
        files(root.putArray("files"), evidence.lists(), papers);
        return root;
    }

    private static void besides(ObjectNode node, Besides besides) {
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

    private static void run(ObjectNode node, RunReport report) {
        RunFacts run = report.run();
        node.put("id", run.id()).put("database", run.database()).put("operator", run.operator());
        node.put("asOf", run.asOf().toString()).put("started", run.started().toString());
        node.put("finished", run.finished().map(Object::toString).orElse(null));
        node.put("programVersion", run.programVersion());
        node.put("state", run.state().word()).put("stateMeaning", run.state().meaning());
        node.put("exitCode", run.exitCode()).put("exitMeaning", run.exitMeaning());
        node.putNull("log");
        run.log()
                .ifPresent(
                        log -> node.putObject("log").put("first", log.first()).put("last", log.last()));
    }

    private static void schedule(ObjectNode node, ScheduleFacts schedule) {
        node.put("name", schedule.name()).put("title", schedule.title()).put("version", schedule.version());
        node.putNull("adopted");
        schedule.adopted().ifPresent(adopted -> adopted(node.putObject("adopted"), adopted));
        node.put("reviewBy", schedule.reviewBy().map(LocalDate::toString).orElse(null));
        node.put("timeZone", schedule.zone().getId()).put("text", schedule.text());
    }

    private static void adopted(ObjectNode node, Adopted adopted) {
        node.put("by", adopted.by().orElse(null));
        node.put("on", adopted.on().map(LocalDate::toString).orElse(null));
        node.put("minute", adopted.minute().orElse(null));
    }

    private static void level(ObjectNode node, Evidence evidence) {
        Optional<Level> reached = evidence.reached();
        node.put("reached", reached.map(Level::name).orElse(null));
        node.put("meaning", reached.map(LevelWords::meaning).orElse(null));
        ArrayNode levels = node.putArray("levels");
        for (Reach.Standing standing : new Reach(evidence).all()) {
            levels.addObject()
                    .put("level", standing.level().name())
                    .put("reached", standing.reached())
                    .put("at", standing.at().map(Object::toString).orElse(null))
                    .put("says", standing.word());
        }
    }

    private static void recordClass(ObjectNode node, ClassReport c, Tally tally) {
        node.put("class", c.name()).put("title", c.title()).put("total", c.total());
        ObjectNode statuses = node.putObject("statuses");
        c.statuses().forEach((status, count) -> statuses.put(status.word(), count));
        ArrayNode rules = node.putArray("rules");
        c.rules()
                .forEach(rule -> rules.addObject()
                        .put("id", rule.id())
                        .put("stage", rule.stage().orElse(1))
                        .put("phrase", rule.phrase())
                        .put("act", rule.act().map(act -> act.word()).orElse(null))
                        .put("authority", rule.authority().orElse(null))
                        .put("due", rule.due())
                        .put("done", tally.done(c.name(), rule)));
        node.put("planned", c.outcomes().planned());
        ObjectNode outcomes = node.putObject("outcomes");
        c.outcomes().counts().forEach((outcome, count) -> outcomes.put(outcome.word(), count));
        ArrayNode components = node.putArray("components");
        c.components()
                .forEach(component -> components
                        .addObject()
                        .put("table", component.table())
                        .put("removed", component.removed())
                        .put("unlinked", component.unlinked())
                        .put("changed", component.changed()));
        counted(node, c, tally);
        ArrayNode waiting = node.putArray("reviewList");
        c.waiting()
                .forEach(list -> waiting.addObject()
                        .put("rule", list.rule())
                        .put("decideWithinDays", list.decideWithin())
                        .put("records", list.records())
                        .put("overdue", list.overdue()));
        ArrayNode flags = node.putArray("flags");
        c.flags()
                .forEach(flag -> flags.addObject()
                        .put("rule", flag.rule())
                        .put("added", flag.added())
                        .put("removed", flag.removed()));
    }

    /** What records became, what was counted before they went, and how many are alike; a hidden number is null. */
    private static void counted(ObjectNode node, ClassReport c, Tally tally) {
        ArrayNode results = node.putArray("results");
        tally.acts().forEach((act, records) -> {
            if (act.recordClass().equals(c.name())) {
                results.addObject()
                        .put("rule", act.rule())
                        .put("act", act.action().word())
                        .put("result", act.result())
                        .put("records", records);
            }
        });
        ArrayNode statistics = node.putArray("statistics");
        for (Statistic statistic : c.statistics()) {
            ObjectNode of =
                    statistics.addObject().put("rule", statistic.rule()).put("hiddenBelow", Statistic.THRESHOLD);
            ArrayNode names = of.putArray("names");
            statistic.names().forEach(names::add);
            ArrayNode cells = of.putArray("cells");
            for (Statistic.Cell cell : statistic.cells()) {
                ObjectNode one = cells.addObject();
                ArrayNode values = one.putArray("values");
                cell.values().forEach(values::add);
                one.put("records", cell.hidden() ? null : Long.valueOf(cell.records()));
            }
        }
        node.putNull("anonymity");
        c.anonymity().ifPresent(test -> {
            ObjectNode of = node.putObject("anonymity").put("k", test.k());
            ArrayNode columns = of.putArray("columns");
            test.columns().forEach(columns::add);
            of.put("records", test.records())
                    .put("smallestBefore", test.smallestBefore())
                    .put("smallestAfter", test.smallestAfter())
                    .put("suppressed", test.suppressed())
                    .put("holds", test.holds());
        });
    }

    private static void link(ObjectNode node, LinkFinding link) {
        node.put("class", link.recordClass()).put("link", link.link());
        node.put("removed", link.removed()).put("unlinked", link.unlinked()).put("kept", link.kept());
        node.put("notSearched", link.dropped()).put("waiting", link.waiting());
        node.putNull("orphans");
        link.orphans().ifPresent(rows -> node.put("orphans", rows));
    }

    private static void hold(ObjectNode node, HoldsInForce holds) {
        node.put("kind", holds.kind()).put("count", holds.count());
        ArrayNode references = node.putArray("references");
        holds.references()
                .forEach(hold -> references
                        .addObject()
                        .put("reference", hold.reference())
                        .put(
                                "reviewBy",
                                hold.reviewBy().map(LocalDate::toString).orElse(null)));
    }

    private static void check(ObjectNode node, Check check) {
        node.put("where", check.where()).put("what", check.what()).put("expected", check.expected());
        node.put("against", check.against()).put("found", check.found()).put("agrees", check.agrees());
    }

    private static void files(ArrayNode node, List<WrittenFile> lists, List<WrittenFile> papers) {
        papers.forEach(paper -> node.addObject().put("name", paper.name()).put("sha256", paper.sha256()));
        lists.forEach(file -> node.addObject()
                .put("name", file.name())
                .put("rows", file.rows())
                .put("sha256", file.sha256()));
    }
}
