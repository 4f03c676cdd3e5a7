package org.keepuntil.report;

/** SHA-256 digests, in hexadecimal, of what the run was decided by. */
public record Digests(String schedule, String binding, String catalog, String plan) {}
