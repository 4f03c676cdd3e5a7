package org.keepuntil.cli;

/** Where a verb stands in the list of commands, in this order. */
public enum VerbGroup {
    START("Get started"),
    LOOK("See what would happen, and why"),
    ACT("Do it"),
    SHOW("Show what was done"),
    FLEET("Many databases, many machines");

    private final String title;

    VerbGroup(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
