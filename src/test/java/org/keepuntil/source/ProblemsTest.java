package org.keepuntil.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems();

    private static Place at(String file, int line, int column) {
        return new Place(file, line, column);
    }

    @Test
    void render_showsPlaceLineCaretAndHint() {
        problems.remember("s.yaml", "rules:\n  - keep: 6 yers\n");
        problems.error(at("s.yaml", 2, 13), 4, "\"yers\" is not a unit", "Did you mean \"years\"?");
        assertThat(problems.render()).isEqualTo("""
                        s.yaml:2:13: "yers" is not a unit
                              - keep: 6 yers
                                        ^^^^
                            Did you mean "years"?
                        """);
    }

    @Test
    void all_sortsByFileLineAndColumn_andKeepsOneOfTheSame() {
        problems.error(at("b.yaml", 1, 1), 1, "fourth", "");
        problems.error(at("a.yaml", 10, 1), 1, "third", "");
        problems.error(at("a.yaml", 9, 20), 1, "second", "");
        problems.error(at("a.yaml", 9, 3), 1, "first", "");
        problems.error(at("a.yaml", 9, 3), 1, "first", "");
        assertThat(problems.all()).extracting(Problem::message).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void hasErrors_isFalse_whenThereAreOnlyWarnings() {
        problems.warning(at("a.yaml", 1, 1), 1, "odd", "");
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.render()).isEqualTo("a.yaml:1:1: warning: odd\n");
        problems.error(at("a.yaml", 1, 1), 1, "wrong", "");
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void render_letsNoControlCharacterThrough_andKeepsTheCaretInTheLine() {
        problems.remember("a.yaml", "a:\t\u001b[31mred");
        problems.error(at("a.yaml", 1, 4), 500, "wrong", "");
        problems.error(at("a.yaml", 1, 99), 5, "after the end", "");
        problems.error(at("a.yaml", 7, 1), 5, "no such line", "");
        assertThat(problems.render()).isEqualTo("""
                        a.yaml:1:4: wrong
                            a: ?[31mred
                               ^^^^^^^^
                        a.yaml:1:99: after the end
                            a: ?[31mred
                                       ^
                        a.yaml:7:1: no such line
                        """);
    }

    @Test
    void nearest_isOfAtMostTwoChangesAndLessThanHalfTheWord() {
        List<String> events = List.of("closure", "receipt", "last contact", "age");
        assertThat(Nearest.to("clousre", events)).contains("closure");
        assertThat(Nearest.to("CLOSUR", events)).contains("closure");
        assertThat(Nearest.to("reciept", events)).contains("receipt");
        assertThat(Nearest.to("lastcontat", events)).contains("last contact");
        assertThat(Nearest.to("closed", events)).isEmpty();
        assertThat(Nearest.to("axx", events)).isEmpty();
        assertThat(Nearest.hint("zzz", events, "Else.")).isEqualTo("Else.");
    }

    @Test
    void distance_countsAnExchangeOfNeighboursAsOne() {
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
