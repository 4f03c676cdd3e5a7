package org.keepuntil.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * That an entry stands in a log, after C2SP <a href="https://c2sp.org/tlog-proof">tlog-proof</a>: all that it takes to see so but the key.
 */
public final class LogProof {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int FIRST_HASH = 3;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final byte[] entry;
    private final long index;
    private final List<Hash> path;
    private final Note checkpoint;

    /**
     * @param entry what stands there: the extra data of the format, which is believed because its hash is what is proven
     * @param path the proof of inclusion, from the leaf's sibling to the root's child
     * @param checkpoint as the log has signed it
     */
    public LogProof(byte[] entry, long index, List<Hash> path, Note checkpoint) {
        this.entry = entry.clone();
        this.index = index;
        this.path = List.copyOf(path);
        this.checkpoint = checkpoint;
    }

    public byte[] entry() {
        return entry.clone();
    }

    public long index() {
        return index;
    }

    public List<Hash> path() {
        return path;
    }

    public Note checkpoint() {
        return checkpoint;
    }

    /**
     * A proof as a file has it.
     *
     * @throws MalformedLogException if it is not in that form, or has no entry with it
     */
    public static LogProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedLogException("a proof has a checkpoint below an empty line");
        }
        List<String> lines = Arrays.asList(text.substring(0, end).split("\n", -1));
        if (lines.size() < FIRST_HASH
                || !lines.get(0).equals(HEADER)
                || !lines.get(1).startsWith(EXTRA)
                || !lines.get(2).startsWith(INDEX)) {
            throw new MalformedLogException(
                    "a proof of this program begins with " + HEADER + ", its entry and its index");
        }
        String index = lines.get(2).substring(INDEX.length());
        if (!NUMBER.matcher(index).matches()) {
            throw new MalformedLogException("the index of a proof is not a number");
        }
        List<Hash> path = new ArrayList<>();
        lines.subList(FIRST_HASH, lines.size()).forEach(line -> path.add(Hash.of(KeyText.bytes(line))));
        return new LogProof(
                KeyText.bytes(lines.get(1).substring(EXTRA.length())),
                Long.parseLong(index),
                path,
                Note.parse(text.substring(end + 2)));
    }

    /** As a file has it. */
    public String format() {
        StringBuilder text = new StringBuilder(HEADER + "\n" + EXTRA + base64(entry) + "\n" + INDEX + index + "\n");
        path.forEach(hash -> text.append(base64(hash.bytes())).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /** Whether the entry stands there, if the checkpoint is to be believed. */
    public boolean holds() {
        Checkpoint of = Checkpoint.parse(checkpoint.text());
        return Proofs.includes(of.root(), of.size(), index, Hash.leaf(entry), path);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
