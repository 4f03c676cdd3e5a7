package org.keepuntil.app.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file of SQL in sections; a section begins with a line {@code -- == name ==}. What stands before the first is not run. */
record SqlScript(List<Section> sections) {
    private static final String MARK = "-- == ";

    record Section(String name, String sql) {}

    static SqlScript read(String resource) {
        List<Section> sections = new ArrayList<>();
        String name = "";
        StringBuilder sql = new StringBuilder();
        for (String line : Resources.lines(resource)) {
            if (line.startsWith(MARK)) {
                addIfNamed(sections, name, sql);
                name = line.substring(MARK.length(), line.lastIndexOf(" =="));
                sql.setLength(0);
            } else {
                sql.append(line).append('\n');
            }
        }
        addIfNamed(sections, name, sql);
        return new SqlScript(List.copyOf(sections));
    }

    private static void addIfNamed(List<Section> sections, String name, StringBuilder sql) {
        if (!name.isEmpty()) {
            sections.add(new Section(name, sql.toString()));
        }
    }

    /** Runs the sections in order; the name of each is told before it starts. */
    void run(Connection connection, Consumer<String> progress) throws SQLException {
        for (Section section : sections) {
            progress.accept(section.name());
            try (Statement statement = connection.createStatement()) {
                statement.execute(section.sql());
            }
        }
    }
}
