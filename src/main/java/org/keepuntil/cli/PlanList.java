package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Listed;
import org.keepuntil.sql.Workload;

/** Writes one record after the other, however many there are. */
abstract class PlanList {
    static PlanList of(Format format, LocalDate asOf, Workload workload, Console console) {
        return switch (format) {
            case TABLE -> new AsTable(workload, console);
            case JSON -> new AsJson(asOf, console);
            case CSV -> new AsCsv(console);
        };
    }

    abstract void add(String recordClass, Listed record);

    /** To be called after the last record, and only if all went well: what is cut short must not look whole. */
    abstract void finish();

    private static String rule(Listed record) {
        return record.decision().ruleId().orElse("");
    }

    private static String earliest(Decision decision) {
        return decision.interval().earliest().toString();
    }

    private static String latest(Decision decision) {
        return decision.interval().latest().toString();
    }

    /** The tables and classes of what refers to the record. */
    private static String referredBy(Listed record) {
        return String.join(" and ", record.standing().referredBy());
    }

    private static String status(Listed record) {
        return record.decision().status().word();
    }

    /** The key, which may be of any width, stands last, so that lines can be written before all are known. */
    private static final class AsTable extends PlanList {
        private final Console console;
        private final String line;
        private boolean begun;

        AsTable(Workload workload, Console console) {
            this.console = console;
            int status = Arrays.stream(Status.values())
                    .mapToInt(s -> s.word().length())
                    .max()
                    .orElse(1);
            int name = workload.classes().stream()
                    .mapToInt(work -> work.name().length())
                    .max()
                    .orElse(1);
            int rule = workload.classes().stream()
                    .flatMap(work -> work.rules().stream())
                    .mapToInt(r -> r.id().length())
                    .max()
                    .orElse(1);
            this.line =
                    "%-" + Math.max(5, name) + "s  %-" + status + "s  %-" + Math.max(4, rule) + "s  %-10s  %-10s  %s";
        }

        @Override
        void add(String recordClass, Listed record) {
            if (!begun) {
                console.print(console.bold(row("CLASS", "STATUS", "RULE", "EARLIEST", "LATEST", "KEY")));
                begun = true;
            }
            String key = record.key().toString().replaceAll("\\p{Cntrl}", "?") + referred(record);
            console.print(row(
                    recordClass,
                    status(record),
                    rule(record),
                    earliest(record.decision()),
                    latest(record.decision()),
                    key));
        }

        private static String referred(Listed record) {
            return record.decision().status() == Status.REFERRED_TO ? "  (from " + referredBy(record) + ")" : "";
        }

        @Override
        void finish() {
            if (!begun) {
                console.remark("No such records.");
            }
        }

        private String row(Object... cells) {
            return String.format(Locale.ROOT, line, cells);
        }
    }

    private static final class AsCsv extends PlanList {
        private final Console console;
        private final Csv csv;

        AsCsv(Console console) {
            this.console = console;
            this.csv = new Csv(console.out())
                    .row("class", "key", "status", "rule", "earliest", "latest", "referred to by");
        }

        @Override
        void add(String recordClass, Listed record) {
            csv.row(
                    recordClass,
                    record.key(),
                    status(record),
                    record.decision().ruleId().orElse(null),
                    earliest(record.decision()),
                    latest(record.decision()),
                    record.standing().referredTo() ? referredBy(record) : null);
        }

        @Override
        void finish() {
            console.out().flush();
        }
    }

    /** A document with a line for each record. */
    private static final class AsJson extends PlanList {
        private final Console console;
        private boolean more;

        private record Line(
                @JsonProperty("class") String name,
                String key,
                String status,
                String rule,
                String earliest,
                String latest,
                List<String> referredBy) {}

        AsJson(LocalDate asOf, Console console) {
            this.console = console;
            console.out().print("{\n  \"asOf\": \"" + asOf + "\",\n  \"records\": [");
        }

        @Override
        void add(String recordClass, Listed record) {
            Line line = new Line(
                    recordClass,
                    record.key().toString(),
                    status(record),
                    rule(record),
                    earliest(record.decision()),
                    latest(record.decision()),
                    record.standing().referredBy());
            console.out().print((more ? ",\n    " : "\n    ") + Json.line(line));
            more = true;
        }

        @Override
        void finish() {
            console.out().print(more ? "\n  ]\n}\n" : "]\n}\n");
            console.out().flush();
        }
    }
}
