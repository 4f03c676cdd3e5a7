package org.keepuntil.schedule;

import org.keepuntil.source.Nearest;

/** What to say where a phrase names a person who is not there, or not which of several. */
record PersonAdvice(Words words, Vocabulary vocabulary) {
    Misread unknownPerson() {
        Words.Word word = words.peek();
        if (word.text().equals("oldest") || word.text().equals("older")) {
            return words.misread(
                    word,
                    "\"" + word.text() + "\" is written \"eldest\"",
                    "Write for example: age 25 of the eldest "
                            + vocabulary.people().stream().findFirst().orElse("child"));
        }
        String name = words.rest();
        String message = name.isEmpty() ? "of whom?" : "no person is called \"" + name + "\"";
        return words.misread(
                new Words.Word(name, word.start(), words.lastEnd()),
                message,
                Nearest.hint(name, vocabulary.people(), vocabulary.listing("people", vocabulary.people())));
    }

    Misread whose(String what) {
        Words.Word word = words.peek(-1);
        if (vocabulary.people().isEmpty()) {
            return words.misread(
                    word, what + " of whom? The class has no people", "Add to the class for example: people: [child]");
        }
        String examples = String.join(
                " or ",
                vocabulary.people().stream().map(p -> what + " of the " + p).toList());
        return words.misread(word, what + " of whom? There are several people", "Write " + examples + ".");
    }
}
