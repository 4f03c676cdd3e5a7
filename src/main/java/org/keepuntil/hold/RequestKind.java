package org.keepuntil.hold;

import java.util.Arrays;
import java.util.Locale;

/** What a person can ask of whoever keeps records about them. */
public enum RequestKind {
    /** That records be destroyed (UK GDPR Article 17). */
    ERASE("erasure", "Article 17"),
    /** That records be used no longer (Article 21). */
    OBJECT("objection", "Article 21"),
    /** That records be kept and not used (Article 18). */
    RESTRICT("restriction", "Article 18");

    private final String noun;
    private final String article;

    RequestKind(String noun, String article) {
        this.noun = noun;
        this.article = article;
    }

    /** As commands and tables have it: {@code erase}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is asked for: {@code erasure}. */
    public String noun() {
        return noun;
    }

    /** Where the UK GDPR has it. */
    public String article() {
        return article;
    }

    static RequestKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
