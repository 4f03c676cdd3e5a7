package org.keepuntil.app.demo;

import static org.keepuntil.app.demo.WordList.any;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * The words that the sample database picks from: pools of a thousand each, drawn with a fixed seed. A word that stands in
 * a pool several times is as frequent as that.
 */
final class WordPools {
    static final int SIZE = 1000;

    private static final long SEED = 2611L;

    private final WordList list = WordList.read();
    private final Random random = new Random(SEED);

    private final List<Faker> furtherAway = Stream.of("en-IE", "en-IE", "en-IN", "en-IN", "en-NG", "pl")
            .map(tag -> new Faker(Locale.forLanguageTag(tag), random))
            .toList();

    private WordPools() {}

    /** The pools by name; their order and contents are always the same. */
    static Map<String, List<String>> draw() {
        WordPools pools = new WordPools();
        Map<String, List<String>> drawn = new LinkedHashMap<>();
        pools.makers()
                .forEach((name, maker) ->
                        drawn.put(name, Stream.generate(maker).limit(SIZE).toList()));
        return drawn;
    }

    private Map<String, Supplier<String>> makers() {
        Map<String, Supplier<String>> makers = new LinkedHashMap<>();
        makers.put("girl", () -> word("girl"));
        makers.put("boy", () -> word("boy"));
        makers.put("family", this::familyName);
        makers.put("street", () -> word("street") + " " + word("street kind"));
        makers.put("school", () -> word("street") + " " + word("school kind"));
        makers.put("supplier", () -> word("street") + " " + word("supplier kind"));
        for (String text : List.of("reason", "note", "assessment", "goal")) {
            makers.put(text, () -> text(text));
        }
        return makers;
    }

    private String word(String name) {
        return any(list.words(name), random);
    }

    /** Mostly names of long standing in Essex; three in ten families came from further away. */
    private String familyName() {
        return random.nextInt(10) < 7
                ? word("family")
                : any(furtherAway, random).name().lastName();
    }

    /** A text with everything put in but the child's name. */
    private String text(String name) {
        return any(list.lines(name), random)
                .replace("{next}", word("next"))
                .replace("{topic}", word("topic"))
                .replace("{person}", word("person"));
    }
}
