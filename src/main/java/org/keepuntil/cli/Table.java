package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table in plain text: columns as wide as their widest cell, numbers to the right with commas between the thousands. On a terminal
 * the last column is wrapped where it would not fit; anywhere else a row is a line.
 */
public final class Table {
    private static final String GAP = "  ";

    /** Narrower than this, wrapped text is harder to read than a line that runs over. */
    private static final int NARROWEST = 20;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> late = new HashSet<>();
    private final boolean[] numeric;

    public Table(String... header) {
        this.header = List.of(header);
        this.numeric = new boolean[header.length];
    }

    /** Adds a row with a cell for each column: whole numbers, or anything with a text form; null is an empty cell. */
    public Table row(@Nullable Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            numeric[i] |= isWhole(cells[i]);
            row.add(text(cells[i]));
        }
        rows.add(row);
        return this;
    }

    /** Has the last row that was added printed in red. */
    void late() {
        late.add(rows.size() - 1);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes the header and the rows to the console's {@code out}. */
    public void print(Console console) {
        int[] widths = widths();
        console.print(console.bold(line(header, widths, "")));
        for (int i = 0; i < rows.size(); i++) {
            for (String line : lines(rows.get(i), widths, console)) {
                console.print(late.contains(i) ? console.red(line) : line);
            }
        }
    }

    private List<String> lines(List<String> row, int[] widths, Console console) {
        int last = widths.length - 1;
        int indent = 0;
        for (int i = 0; i < last; i++) {
            indent += widths[i] + GAP.length();
        }
        int room = console.width() - indent;
        if (!console.terminal() || numeric[last] || room < NARROWEST || Lines.length(row.get(last)) <= room) {
            return List.of(line(row, widths, row.get(last)));
        }
        List<String> lines = new ArrayList<>();
        for (String part : Lines.wrap(row.get(last), room)) {
            lines.add(lines.isEmpty() ? line(row, widths, part) : " ".repeat(indent) + part);
        }
        return lines;
    }

    private String line(List<String> row, int[] widths, String last) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i == widths.length - 1 && !last.isEmpty() ? last : row.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - Lines.length(cell)));
            line.append(i == 0 ? "" : GAP).append(numeric[i] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Lines.length(header.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Lines.length(row.get(i)));
            }
        }
        return widths;
    }

    private static boolean isWhole(@Nullable Object cell) {
        return cell instanceof Integer || cell instanceof Long;
    }

    /** Control characters would let a value from the database move the cursor or colour the screen. */
    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Number number && isWhole(cell)
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : cell.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
