package org.keepuntil.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.prove.Authority;
import org.keepuntil.audit.prove.Logged;
import org.keepuntil.audit.prove.Prover;
import org.keepuntil.audit.prove.RecordHistory;
import org.keepuntil.decide.Explanation.Section;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the log has of a record, for people and programs.
 *
 * @param said each entry that names the record, in order
 * @param around those that say more of them
 * @param authority by whose authority, a paragraph for each run and rule
 * @param checkpoint by what it is proven; a sentence
 */
record ProvenRecord(List<Said> said, List<Said> around, List<String> authority, String checkpoint) {
    /**
     * An entry in words.
     *
     * @param proof the file that proves it; empty where none was written
     */
    record Said(long entry, String kind, List<String> words, Optional<Path> proof) {}

    /** Reads it, and writes a proof of each entry where that is wanted. */
    static ProvenRecord of(DataSource database, RecordHistory history, Optional<ProofFiles> proofs)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<Prover> prover = Prover.of(connection);
            return new ProvenRecord(
                    said(history.entries(), prover, proofs),
                    said(history.around(), prover, proofs),
                    authority(new JdbcTemplate(database), history),
                    checkpoint(history, prover));
        }
    }

    private static List<Said> said(List<Logged> entries, Optional<Prover> prover, Optional<ProofFiles> proofs) {
        return entries.stream()
                .map(logged -> new Said(
                        logged.index(),
                        logged.entry().kind(),
                        EntryWords.of(logged.entry()),
                        prover.filter(p -> p.covers(logged))
                                .flatMap(p -> proofs.map(files -> files.write(p.prove(logged))))))
                .toList();
    }

    private static String checkpoint(RecordHistory history, Optional<Prover> prover) {
        if (prover.isEmpty()) {
            return "The log was never sealed, so nothing of this is proven by a signature yet. The next run seals it.";
        }
        Prover by = prover.get();
        long open = Stream.concat(history.entries().stream(), history.around().stream())
                .filter(logged -> !by.covers(logged))
                .count();
        return "The newest checkpoint of the log " + by.checkpoint().origin() + " has "
                + Words.count(by.checkpoint().size(), "entry", "entries") + " and the root "
                + by.checkpoint().root() + "."
                + (open == 0
                        ? ""
                        : " " + Words.count(open, "entry", "entries") + " came after it; the next run seals them.");
    }

    private static List<String> authority(JdbcTemplate jdbc, RecordHistory history) {
        Map<List<String>, List<String>> paragraphs = new LinkedHashMap<>();
        history.entries().forEach(logged -> {
            Entry entry = logged.entry();
            if (entry instanceof Disposed d) {
                paragraphs.computeIfAbsent(
                        List.of(Long.toString(d.run()), d.rule()),
                        k -> paragraph(jdbc, d.run(), d.recordClass(), d.rule()));
            } else if (entry instanceof Altered a && !a.rule().equals(Altered.ANONYMITY)) {
                paragraphs.computeIfAbsent(
                        List.of(Long.toString(a.run()), a.rule()),
                        k -> paragraph(jdbc, a.run(), a.recordClass(), a.rule()));
            }
        });
        return paragraphs.values().stream().flatMap(List::stream).toList();
    }

    private static List<String> paragraph(JdbcTemplate jdbc, long run, String recordClass, String rule) {
        List<String> lines = new ArrayList<>();
        Authority.of(jdbc, run, recordClass, rule).ifPresent(found -> {
            lines.add("Rule " + rule + ": " + found.period()
                    + (found.basis().isEmpty() ? "." : ". It rests on: \"" + found.basis() + "\"."));
            found.approvals()
                    .forEach(approval -> lines.add((approval.standing() ? "Standing approval " : "Approval ")
                            + approval.id() + (approval.standing() ? " of the rule" : " of the plan of run " + run)
                            + ", given by "
                            + approval.by() + " on " + Words.day(approval.at())
                            + (approval.entry().isPresent()
                                    ? ": entry " + approval.entry().getAsLong() + " of the log."
                                    : ".")));
            lines.add("Run " + run + " was started by " + found.operator() + ".");
        });
        return lines;
    }

    /** All of it under headings. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Stream.concat(said.stream(), around.stream())
                .sorted(Comparator.comparingLong(Said::entry))
                .forEach(each -> {
                    lines.add("Entry " + each.entry() + ": " + each.words().get(0));
                    lines.addAll(each.words().subList(1, each.words().size()));
                });
        sections.add(new Section("What the log says", lines));
        if (!authority.isEmpty()) {
            sections.add(new Section("By whose authority", authority));
        }
        List<String> verify = new ArrayList<>(List.of(checkpoint));
        proofs().forEach(file -> verify.add("Proof: " + file));
        sections.add(new Section("How to verify it", verify));
        return sections;
    }

    private List<Path> proofs() {
        return Stream.concat(said.stream(), around.stream())
                .sorted(Comparator.comparingLong(Said::entry))
                .flatMap(each -> each.proof().stream())
                .toList();
    }
}
