package org.keepuntil.schedule;

import org.keepuntil.source.Node;

/** A period with the words of the file on one line, and where it was read. */
record Kept(Period period, String phrase, Node node) {}
