package org.keepuntil.binding;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keepuntil.source.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an editor makes of a file by its JSON Schema: plain scalars are numbers, truth values and nothing, as YAML 1.2 reads them. */
record Editor(Schema schema, JsonNode json) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Editor with(String schemaFile) throws IOException {
        String text = Files.readString(Path.of("schedules").resolve(schemaFile));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        return new Editor(schema, new ObjectMapper().readTree(text));
    }

    List<String> complaints(Node file) {
        return schema.validate(json(file)).stream().map(Error::toString).toList();
    }

    /** The keys that the schema knows for the map at a pointer. */
    List<String> keys(String pointer) {
        return List.copyOf(json.at(pointer).path("properties").propertyNames());
    }

    private static JsonNode json(Node node) {
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.entries().forEach(e -> object.set(e.key().text(), json(e.value())));
            return object;
        }
        if (node instanceof Node.Sequence list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return scalar((Node.Scalar) node);
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted()) {
            return JSON.stringNode(text);
        }
        if (text.isEmpty() || text.matches("~|null|Null|NULL")) {
            return JSON.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return JSON.booleanNode(text.startsWith("t") || text.startsWith("T"));
        }
        return text.matches("[-+]?[0-9]{1,18}(\\.[0-9]{1,9})?")
                ? JSON.numberNode(new BigDecimal(text))
                : JSON.stringNode(text);
    }
}
