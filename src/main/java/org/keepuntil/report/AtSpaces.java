package org.keepuntil.report;

import com.openhtmltopdf.extend.FSTextBreaker;

/** Breaks lines at spaces only, the same on every platform: Java's own way depends on its version and the language of the machine. */
final class AtSpaces implements FSTextBreaker {
    private String text = "";
    private int at;

    @Override
    public void setText(String words) {
        text = words;
        at = 0;
    }

    /** The place after the next space; -1 where there is none. */
    @Override
    public int next() {
        int space = text.indexOf(' ', at);
        if (at >= text.length()) {
            return -1;
        }
        at = space < 0 ? text.length() : space + 1;
        return at;
    }
}
