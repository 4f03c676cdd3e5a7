package org.keepuntil.app.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The lists of {@code words.txt}, by the name in brackets that stands above each. */
final class WordList {
    private final Map<String, List<String>> lists;

    private WordList(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    static WordList read() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Resources.lines("words.txt")) {
            if (line.startsWith("[")) {
                current = new ArrayList<>();
                lists.put(line.substring(1, line.length() - 1), current);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                current.add(line);
            }
        }
        return new WordList(lists);
    }

    /** The whole lines of a list. */
    List<String> lines(String name) {
        List<String> lines = lists.get(name);
        if (lines == null) {
            throw new IllegalArgumentException("words.txt has no list named " + name);
        }
        return lines;
    }

    /** What stands between the spaces, or between the bars where there are any. */
    List<String> words(String name) {
        return lines(name).stream()
                .flatMap(line -> List.of(line.split(line.contains("|") ? "\\|" : " ")).stream())
                .toList();
    }

    static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
