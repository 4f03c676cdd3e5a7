package org.keepuntil.control;

/** What a plan rests on and what it is, each the SHA-256 in lower-case hexadecimal digits. */
public record PlanDigests(String schedule, String binding, String catalog, String plan) {}
