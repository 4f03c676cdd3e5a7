package org.keepuntil.cli;

import java.util.regex.Pattern;

/** Takes passwords out of text that repeats what a user typed, such as a mistyped option with its address. */
final class Passwords {
    private static final Pattern IN_AUTHORITY = Pattern.compile("(://[^\\s:/@]*):[^\\s'\"]*@");
    private static final Pattern IN_PARAMETER = Pattern.compile("((?i:password)=)[^\\s&'\"]*");

    private Passwords() {}

    static String hide(String text) {
        String authority = IN_AUTHORITY.matcher(text).replaceAll("$1:***@");
        return IN_PARAMETER.matcher(authority).replaceAll("$1***");
    }
}
