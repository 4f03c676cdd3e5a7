package org.keepuntil.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Explanation.Section;

/**
 * How an example came out.
 *
 * @param decision as of the example's day
 * @param differences what the example expects and is otherwise
 * @param derivation how the decision came about
 * @param disagreements where a database decides otherwise than the program, a sentence each; none where none was asked
 * @param notAsked why a database that was asked about other examples was not asked about this one
 */
public record Result(
        Example example,
        Decision decision,
        List<Difference> differences,
        List<Section> derivation,
        List<String> disagreements,
        Optional<String> notAsked) {
    public Result {
        differences = List.copyOf(differences);
        derivation = List.copyOf(derivation);
        disagreements = List.copyOf(disagreements);
    }

    public boolean passed() {
        return differences.isEmpty() && disagreements.isEmpty();
    }

    /** All that is wrong, a sentence each. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        differences.forEach(difference -> complaints.add(difference.toString()));
        complaints.addAll(disagreements);
        return complaints;
    }

    /** The same, after a database was asked. */
    public Result withDisagreements(List<String> found) {
        return new Result(example, decision, differences, derivation, found, Optional.empty());
    }

    /** The same, where a database could not be asked. */
    public Result withNotAsked(String why) {
        return new Result(example, decision, differences, derivation, List.of(), Optional.of(why));
    }
}
