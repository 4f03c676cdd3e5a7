package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.InForce.Covered;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.residue.Level;

/** What the sample night's claims rest on: two approvals, two tables that were measured, and a checkpoint that a key has signed. */
final class SampleBasis {
    static final String KEY = "keepuntil/8d3c2a41+fef9b277+AUp4sk0gvdrMPzOBYCFlRo7DYyvvw/pZlZV25Dvm1Y+y";
    static final String NOTE = """
            keepuntil/8d3c2a41
            123900
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — keepuntil/8d3c2a41 /vmydwIINiHHieGywMH8y+RJE/Voow2TqUT29f+kpP4atjxyXqXbhUIcEo4ze679+9GhQZY1Bli7u50GeCNiy6v/4gE=
            """;

    private SampleBasis() {}

    /** The sample night with all that can be said of it. */
    static RunReport report() {
        return with(Sample.report(), basis());
    }

    static RunReport with(RunReport sample, Basis basis) {
        return new RunReport(
                sample.schedule(),
                sample.run(),
                sample.digests(),
                sample.classes(),
                sample.holds(),
                sample.copiesElsewhere(),
                sample.backupsKept(),
                sample.register(),
                sample.exceptions(),
                sample.outlook(),
                sample.links(),
                sample.besides(),
                basis);
    }

    static Basis basis() {
        return new Basis(List.of(standing(), plan()), List.of(purged(), stopped()), looks(), Optional.of(sealed()));
    }

    /** Somebody has written another number into the note. */
    static Basis forged() {
        SealedLog seal = sealed();
        return new Basis(
                List.of(),
                List.of(),
                List.of(),
                Optional.of(new SealedLog(
                        seal.size(), seal.root(), seal.note().replace("123900", "123901"), seal.at(), seal.keys())));
    }

    static List<Look> looks() {
        return List.of(new Look("referral", 48_211, 0, true));
    }

    static Approval plan() {
        return new Approval(
                4,
                Approval.Kind.PLAN,
                Optional.of(1L),
                digests(Sample.report().digests().plan()),
                List.of(),
                List.of(),
                Optional.of("Listed to the Executive Board on 20 November"),
                "r.okafor",
                Instant.parse("2026-11-21T15:12:09Z"),
                Instant.parse("2026-12-21T15:12:09Z"),
                Optional.empty());
    }

    static Approval standing() {
        return new Approval(
                2,
                Approval.Kind.STANDING,
                Optional.empty(),
                digests(""),
                List.of(),
                List.of(new Covered("referral", "referral-25")),
                Optional.empty(),
                "m.lindqvist",
                Instant.parse("2026-06-01T09:00:00Z"),
                Instant.parse("2027-06-01T09:00:00Z"),
                Optional.of(new Approval.Withdrawal(
                        "m.lindqvist", Instant.parse("2026-11-22T09:00:00Z"), "The schedule is under review")));
    }

    private static PlanDigests digests(String plan) {
        Digests digests = Sample.report().digests();
        return new PlanDigests(digests.schedule(), digests.binding(), digests.catalog(), plan);
    }

    static Residue purged() {
        return new Residue(
                "\"sees\".\"referral\"",
                "referral",
                3_377,
                Map.of(
                        Level.L1, Instant.parse("2026-11-22T01:31:40Z"),
                        Level.L2, Instant.parse("2026-11-22T01:32:05Z"),
                        Level.L3, Instant.parse("2026-11-22T01:40:51Z")),
                Optional.of("VACUUM FULL; its file was replaced, and every page was searched"),
                Optional.of(LocalDate.of(2026, 12, 27)),
                Optional.of(new Residue.Stop("L4", "slot “reporting” still holds the write-ahead log")));
    }

    static Residue stopped() {
        return new Residue(
                "\"sees\".\"contact\"",
                "referral",
                10_128,
                Map.of(
                        Level.L1, Instant.parse("2026-11-22T01:31:40Z"),
                        Level.L2, Instant.parse("2026-11-22T01:32:05Z")),
                Optional.empty(),
                Optional.of(LocalDate.of(2026, 12, 27)),
                Optional.of(new Residue.Stop("L3", "the window closed before the table could be rewritten")));
    }

    static SealedLog sealed() {
        return new SealedLog(
                123_900,
                "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                NOTE,
                Instant.parse("2026-11-22T01:31:47Z"),
                List.of(KEY));
    }
}
