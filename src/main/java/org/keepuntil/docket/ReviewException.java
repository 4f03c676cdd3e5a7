package org.keepuntil.docket;

import java.util.List;

/** Something could not be decided as it was asked; nothing was decided. */
public final class ReviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * What is wrong with one of the decisions.
     *
     * @param number which of them, from 1
     */
    public record Problem(int number, String what) {}

    ReviewException(List<Problem> problems) {
        super(problems.get(0).what());
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
