package org.keepuntil.cli;

import java.io.Writer;
import java.util.List;
import org.keepuntil.binding.Reached;

/** What is within reach of records, for people and for spreadsheets. */
record CoverageTable(List<Reached> reached) {
    void print(Console console) {
        console.print(console.bold("What is within reach of the records"));
        Table table = new Table("CLASS", "TABLE", "THE BINDING SAYS", "REACHED BY");
        String last = "";
        for (Reached each : reached) {
            String name = each.recordClass().isEmpty() ? "(any)" : each.recordClass();
            table.row(name.equals(last) ? "" : name, each.table(), each.answer().words(), how(each));
            last = name;
        }
        table.print(console);
        console.print("");
    }

    private static String how(Reached each) {
        return switch (each.by()) {
            case FOREIGN_KEY, DECLARED_LINK -> each.by().words() + " " + each.how();
            case ITSELF, VIEW -> each.how();
            case SUSPICION -> "it " + each.how();
        };
    }

    void csv(Writer writer) {
        Csv csv = new Csv(writer).row("class", "table", "says", "by", "how");
        reached.forEach(each -> csv.row(
                each.recordClass(),
                each.table(),
                each.answer().words(),
                each.by().words(),
                each.how()));
    }
}
