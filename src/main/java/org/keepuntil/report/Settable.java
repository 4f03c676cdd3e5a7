package org.keepuntil.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Which letters the fonts of the certificate have, and set in the right order. Others are not left to be drawn as boxes, or backwards: a mark
 * stands for them, and the certificate says so.
 */
final class Settable {
    static final String MARK = "[…]";

    private final CmapLookup glyphs;

    /** Java's own fonts are not asked: they refuse to be read while a signal ends the program, which is when a night writes its report. */
    Settable(InputStream font) {
        try (font;
                TrueTypeFont read = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
            this.glyphs = read.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text, with a mark for each stretch of letters that cannot be set. */
    String of(String text) {
        StringBuilder set = new StringBuilder();
        boolean marked = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int letter = text.codePointAt(i);
            if (can(letter)) {
                // spaces and stops between words of a language that cannot be set belong to them
                boolean between = marked && !Character.isLetterOrDigit(letter) && letter != '<' && goesOn(text, i);
                if (!between) {
                    set.appendCodePoint(letter);
                    marked = false;
                }
            } else if (!marked) {
                set.append(MARK);
                marked = true;
            }
        }
        return set.toString();
    }

    /** Whether, before the next tag, the next letter cannot be set either. */
    private boolean goesOn(String text, int from) {
        return text.substring(from)
                .codePoints()
                .takeWhile(letter -> letter != '<' && letter != '&')
                .filter(letter -> Character.isLetterOrDigit(letter) || !can(letter))
                .limit(1)
                .anyMatch(letter -> !can(letter));
    }

    private boolean can(int letter) {
        byte direction = Character.getDirectionality(letter);
        boolean backwards = direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        return !backwards && (Character.isWhitespace(letter) || glyphs.getGlyphId(letter) != 0);
    }
}
