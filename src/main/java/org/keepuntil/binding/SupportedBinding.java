package org.keepuntil.binding;

import org.keepuntil.source.Problems;

/** Refuses what a binding can say and this version does not yet do. */
record SupportedBinding(Problems problems) {
    static void check(Binding binding, Problems problems) {
        SupportedBinding supported = new SupportedBinding(problems);
        binding.records().forEach(supported::bound);
    }

    private void bound(BoundClass bound) {
        bound.links().stream()
                .findFirst()
                .ifPresent(link -> problems.error(
                        link.place(), 1, "\"links\" can be written but not yet run", "Add a foreign key."));
    }
}
