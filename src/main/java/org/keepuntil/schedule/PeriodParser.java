package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Reads a period that is written as one phrase. */
public final class PeriodParser {
    private PeriodParser() {}

    /**
     * The period that the words mean; empty, with a problem, where they mean none.
     *
     * @param events names of events that the phrase may use
     * @param people roles of people that it may use
     * @param place where the phrase starts
     */
    public static Optional<Period> parse(
            String phrase, List<String> events, List<String> people, Place place, Problems problems) {
        Vocabulary vocabulary = new Vocabulary("", events, people, List.of());
        return parse(Node.Scalar.of(phrase, place), vocabulary, problems).map(Kept::period);
    }

    static Optional<Kept> parse(Node.Scalar scalar, Vocabulary vocabulary, Problems problems) {
        Words words = Words.of(scalar);
        try {
            Period period = new PhraseParser(words, vocabulary).period();
            return Optional.of(new Kept(period, words.phrase(), scalar, List.of()));
        } catch (Misread misread) {
            misread.report(problems);
            return Optional.empty();
        }
    }
}
