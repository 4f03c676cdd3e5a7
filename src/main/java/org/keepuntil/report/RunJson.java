package org.keepuntil.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
 *   <li>{@code classes}: {@link ClassJson} names their fields
 *   <li>{@code links}: for each link that the database does not keep whole {@code class}, {@code link}; of rows that came late {@code
 *       removed}, {@code unlinked}, {@code kept}; of values {@code notSearched} (the binding declares the link no more), {@code
 *       waiting} (to be searched for by the next run); {@code orphans} (rows that lead nowhere; null where they were not counted)
 *   <li>{@code holds}: {@code kind}, {@code count}, {@code references} ({@code reference}, {@code reviewBy}, which may be null)
 *   <li>{@code copiesElsewhere}: list of words; {@code backupsKept}: words, or null
 *   <li>{@code besides}: {@link BesidesJson} names its fields
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
        report.classes().forEach(c -> ClassJson.put(classes.addObject(), c, evidence.tally()));
        ArrayNode links = root.putArray("links");
        report.links().forEach(link -> link(links.addObject(), link));
        ArrayNode holds = root.putArray("holds");
        report.holds().forEach(h -> hold(holds.addObject(), h));
        ArrayNode copies = root.putArray("copiesElsewhere");
        report.copiesElsewhere().forEach(copies::add);
        root.put("backupsKept", report.backupsKept().orElse(null));
        BesidesJson.put(root.putObject("besides"), report.besides());
        OutlookJson.put(root, report.outlook());
        root.put("addsUp", evidence.addsUp());
        ArrayNode checks = root.putArray("checks");
        evidence.checks().forEach(check -> check(checks.addObject(), check));
        files(root.putArray("files"), evidence.lists(), papers);
        return root;
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
