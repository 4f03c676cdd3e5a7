package org.keepuntil.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources of the application's functions, by name. */
record Sources(Map<String, String> byName) {
    private static final Pattern CALL = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$]*)\"?\\s*\\(");

    /** The source, and after it those of the functions that it calls, and that those call. */
    String with(String source) {
        StringBuilder all = new StringBuilder(source);
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(source));
        while (!next.isEmpty()) {
            Matcher calls = CALL.matcher(next.remove());
            while (calls.find()) {
                String called = byName.get(calls.group(1));
                if (called != null && seen.add(calls.group(1))) {
                    all.append('\n').append(called);
                    next.add(called);
                }
            }
        }
        return all.toString();
    }
}
