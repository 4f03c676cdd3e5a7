package org.keepuntil.app.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the queries of {@code check.sql}: plain SQL over a copy of the tables that was taken before. */
public final class Checker {
    /** What {@code copy.sql} makes. */
    static final List<String> COPIES = List.of(
            "soak.referral",
            "soak.referral_child",
            "soak.contact",
            "soak.assessment",
            "soak.plan",
            "soak.document",
            "soak.invoice",
            "soak.child",
            "soak.care_episode",
            "soak.attendance",
            "soak.offence",
            "soak.consent",
            "soak.staff",
            "soak.journal");

    private static final String END = "-- at the end";

    private final JdbcTemplate jdbc;
    private final List<Query> always = new ArrayList<>();
    private final List<Query> atTheEnd = new ArrayList<>();

    public Checker(DataSource superuser) throws IOException {
        this.jdbc = new JdbcTemplate(superuser);
        String script = read("check.sql");
        int end = script.indexOf(END);
        parse(script.substring(0, end), always);
        parse(script.substring(end), atTheEnd);
    }

    /** A query that counts what must not be. */
    private record Query(String name, String sql) {}

    private static void parse(String script, List<Query> queries) {
        for (String part : script.split("\n\n", -1)) {
            String text = part.strip();
            if (text.startsWith("-- ") && text.contains("\nselect ")) {
                int line = text.indexOf('\n');
                queries.add(new Query(
                        text.substring(3, line), text.substring(line + 1).replaceFirst(";$", "")));
            }
        }
    }

    /** Takes the copy. The names by which the log calls records are the one thing that the program is asked for. */
    public static void copy(DataSource superuser, TokenKey tokens) throws IOException {
        JdbcTemplate jdbc = new JdbcTemplate(superuser);
        jdbc.execute(read("copy.sql"));
        List<Object[]> names = jdbc.queryForList("select id from soak.referral", Long.class).stream()
                .map(id -> new Object[] {id, tokens.reference("referral", List.of(id.toString()))})
                .toList();
        jdbc.batchUpdate("insert into soak.token (id, token) values (?, ?)", names);
        jdbc.execute("analyze");
    }

    /** What was found, in words. */
    public List<String> check() {
        return ask(always);
    }

    /** The same, after a run that nobody disturbed. */
    List<String> checkAtTheEnd() {
        List<String> found = ask(always);
        found.addAll(ask(atTheEnd));
        return found;
    }

    int queries() {
        return always.size() + atTheEnd.size();
    }

    private List<String> ask(List<Query> queries) {
        List<String> found = new ArrayList<>();
        for (Query query : queries) {
            Long count = jdbc.queryForObject(query.sql(), Long.class);
            if (count == null || count != 0) {
                found.add(count + " " + query.name());
            }
        }
        return found;
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Checker.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
