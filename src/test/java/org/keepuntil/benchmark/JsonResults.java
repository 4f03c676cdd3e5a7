package org.keepuntil.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every single measurement, for whoever wants to compute something else of it. */
record JsonResults(Surroundings surroundings, List<Results> results) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    String text() {
        Map<String, Object> suites = new LinkedHashMap<>();
        for (Results each : results) {
            Map<String, List<Results.Measured>> contenders = new LinkedHashMap<>();
            each.names().forEach(name -> contenders.put(name, each.of(name)));
            suites.put(each.suite().name(), Map.of("case", each.suite().of(), "contenders", contenders));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("measured on", surroundings);
        all.put("suites", suites);
        return JSON.writeValueAsString(all) + "\n";
    }
}
