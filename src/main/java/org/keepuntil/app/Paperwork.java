package org.keepuntil.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.cli.ManPages;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * What scripts/package runs once: writes the papers of a package that only the program itself knows. They are its manual, what a shell
 * completes, its bill of materials and the licences of its libraries.
 */
public final class Paperwork {
    private static final String BILL_OF_MATERIALS = "/META-INF/sbom/application.cdx.json";

    private Paperwork() {}

    /**
     * Writes the papers.
     *
     * @param arguments the directory to write to, and the day that the manual bears
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path directory = Path.of(arguments[0]);
        CommandLine program = Keepuntil.described();
        Path manual = Files.createDirectories(directory.resolve("man1"));
        for (Map.Entry<String, String> page :
                ManPages.of(program, LocalDate.parse(arguments[1])).entrySet()) {
            Files.writeString(manual.resolve(page.getKey()), page.getValue());
        }
        Files.writeString(directory.resolve("keepuntil.bash"), completion(program));
        Files.write(directory.resolve("keepuntil.cdx.json"), billOfMaterials().readAllBytes());
        Files.writeString(directory.resolve("licences.txt"), Licences.list(billOfMaterials()));
    }

    /** What bash completes; zsh understands it too. */
    static String completion(CommandLine program) {
        return AutoComplete.bash("keepuntil", program);
    }

    private static InputStream billOfMaterials() {
        InputStream found = Paperwork.class.getResourceAsStream(BILL_OF_MATERIALS);
        if (found == null) {
            throw new IllegalStateException(
                    "The jar has no bill of materials; Maven makes it only where it is not told to stay offline.");
        }
        return found;
    }
}
