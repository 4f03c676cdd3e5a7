package org.keepuntil.app;

import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The licences of the libraries that the program is made of, from its bill of materials (CycloneDX, JSON). */
final class Licences {
    private Licences() {}

    /**
     * A line for each library.
     *
     * @throws IllegalStateException if one comes without a licence
     */
    static String list(InputStream billOfMaterials) {
        JsonNode components =
                JsonMapper.builder().build().readTree(billOfMaterials).path("components");
        List<List<String>> rows = components
                .valueStream()
                .map(library -> List.of(name(library), of(library)))
                .sorted(Comparator.comparing(row -> row.get(0)))
                .toList();
        int widest = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
        return rows.stream()
                .map(row -> row.get(0) + " ".repeat(widest - row.get(0).length() + 2) + row.get(1) + "\n")
                .collect(Collectors.joining());
    }

    private static String name(JsonNode library) {
        return library.path("group").asString("") + ":"
                + library.path("name").asString("") + ":"
                + library.path("version").asString("");
    }

    private static String of(JsonNode library) {
        String licences = library.path("licenses")
                .valueStream()
                .flatMap(choice -> licence(choice).stream())
                .collect(Collectors.joining(" or "));
        if (licences.isEmpty()) {
            throw new IllegalStateException("The bill of materials has no licence for " + name(library));
        }
        return licences;
    }

    private static Optional<String> licence(JsonNode choice) {
        JsonNode licence = choice.path("license");
        return Stream.of(choice.path("expression"), licence.path("id"), licence.path("name"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst();
    }
}
