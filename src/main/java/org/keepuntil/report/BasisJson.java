package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.keepuntil.approval.Approval;
import org.keepuntil.residue.Level;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the claims rest on, in {@code run.json}:
 *
 * <ul>
 *   <li>{@code approvals}: {@code id}, {@code kind} ({@code plan}, {@code standing} or {@code rejection}), {@code by}, {@code at}, {@code
 *       expires}, {@code reason}, {@code rules} ({@code class}, {@code rule}; of a standing one), {@code withdrawn} (null, or {@code by},
 *       {@code at}, {@code reason})
 *   <li>{@code residue}: {@code table}, {@code class}, {@code rows}, {@code L1} to {@code L4} (when it was reached, or null), {@code means},
 *       {@code backupsUntil}, {@code stoppedAt}, {@code ground}; the last four may be null
 *   <li>{@code looks} (for records that had come back): {@code class}, {@code looked}, {@code found}, {@code whole}
 *   <li>{@code checkpoint}: null, or {@code size}, {@code root}, {@code at}, {@code note}, {@code keys}
 * </ul>
 */
final class BasisJson {
    private BasisJson() {}

    static void put(ObjectNode root, Basis basis) {
        ArrayNode approvals = root.putArray("approvals");
        basis.approvals().forEach(approval -> approval(approvals.addObject(), approval));
        ArrayNode residue = root.putArray("residue");
        basis.residue().forEach(one -> residue(residue.addObject(), one));
        ArrayNode looks = root.putArray("looks");
        basis.looks()
                .forEach(look -> looks.addObject()
                        .put("class", look.recordClass())
                        .put("looked", look.looked())
                        .put("found", look.found())
                        .put("whole", look.whole()));
        root.putNull("checkpoint");
        basis.sealed().ifPresent(seal -> sealed(root.putObject("checkpoint"), seal));
    }

    private static void approval(ObjectNode node, Approval approval) {
        node.put("id", approval.id()).put("kind", approval.kind().word()).put("by", approval.by());
        node.put("at", approval.at().toString())
                .put("expires", approval.expires().toString());
        node.put("reason", approval.reason().orElse(null));
        ArrayNode rules = node.putArray("rules");
        approval.rules()
                .forEach(covered ->
                        rules.addObject().put("class", covered.recordClass()).put("rule", covered.rule()));
        node.putNull("withdrawn");
        approval.withdrawal()
                .ifPresent(taken -> node.putObject("withdrawn")
                        .put("by", taken.by())
                        .put("at", taken.at().toString())
                        .put("reason", taken.reason()));
    }

    private static void residue(ObjectNode node, Residue residue) {
        node.put("table", residue.relation())
                .put("class", residue.recordClass())
                .put("rows", residue.rows());
        for (Level level : List.of(Level.L1, Level.L2, Level.L3, Level.L4)) {
            node.put(level.name(), residue.at(level).map(Instant::toString).orElse(null));
        }
        node.put("means", residue.means().orElse(null));
        node.put("backupsUntil", residue.backupsUntil().map(LocalDate::toString).orElse(null));
        node.put("stoppedAt", residue.stopped().map(Residue.Stop::level).orElse(null));
        node.put("ground", residue.stopped().map(Residue.Stop::ground).orElse(null));
    }

    private static void sealed(ObjectNode node, SealedLog seal) {
        node.put("size", seal.size())
                .put("root", seal.root())
                .put("at", seal.at().toString());
        node.put("note", seal.note());
        ArrayNode keys = node.putArray("keys");
        seal.keys().forEach(keys::add);
    }
}
