package org.keepuntil.app;

/** The program's entry point. */
public final class Keepuntil {
    private Keepuntil() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
