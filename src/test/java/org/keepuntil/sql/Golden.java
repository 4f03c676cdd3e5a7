package org.keepuntil.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;

/** Files that hold what is expected, and are written anew with {@code -Dgolden.update=true}. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/org/keepuntil/sql");

    private Golden() {}

    static void compare(String name, String found) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, found);
        }
        assertThat(found).as(name).isEqualTo(Files.readString(file));
    }

    /** The values in their places, and a line for each step. */
    static String shown(Sql sql) {
        String text = sql.text();
        for (Object value : sql.values()) {
            text = text.replaceFirst("\\?", Matcher.quoteReplacement("{" + value + "}"));
        }
        return text.replaceAll(" (left join|cross join|where|order by|and not exists|union all|when|else) ", "\n  $1 ");
    }
}
