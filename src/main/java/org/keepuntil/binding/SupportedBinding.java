package org.keepuntil.binding;

import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Refuses what a binding can say and this version does not yet do. */
record SupportedBinding(Problems problems) {
    static void check(Binding binding, Problems problems) {
        SupportedBinding supported = new SupportedBinding(problems);
        binding.records().forEach(supported::bound);
    }

    private void bound(BoundClass bound) {
        Treatment treatment = bound.treatment();
        treatment.files().stream()
                .findFirst()
                .ifPresent(file -> refuse(file.column().place(), "files"));
    }

    private void refuse(Place place, String key) {
        problems.error(place, 1, "\"" + key + "\" can be written but not yet run", "Take it out.");
    }
}
