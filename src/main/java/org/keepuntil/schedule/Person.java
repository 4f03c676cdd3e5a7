package org.keepuntil.schedule;

/** One of the people in a role of a record, as a phrase names them: "the child", "the youngest child". */
public record Person(String role, Which which) {
    /** Which person of a role that may hold several. */
    public enum Which {
        /** The only one; the role holds one person. */
        ONLY,
        YOUNGEST,
        ELDEST
    }

    /** In the words of the schedule. */
    public String phrase() {
        return switch (which) {
            case ONLY -> role;
            case YOUNGEST -> "youngest " + role;
            case ELDEST -> "eldest " + role;
        };
    }
}
