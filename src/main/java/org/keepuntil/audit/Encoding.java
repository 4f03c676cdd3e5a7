package org.keepuntil.audit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keepuntil.audit.ApprovalGiven.Verdict;

/** Entries to bytes and back. Strict: what is decoded is encoded again and compared. */
final class Encoding {
    /** What the length of an entry in a bundle can say. */
    static final int LONGEST = 65_535;

    private static final String VERSION = "keepuntil/1";

    private static final Map<String, Function<Fields, Entry>> KINDS = Map.ofEntries(
            Map.entry(RunStart.KIND, RunStart::of),
            Map.entry(Disposed.KIND, Disposed::of),
            Map.entry(Altered.KIND, Altered::of),
            Map.entry(Late.KIND, Late::of),
            Map.entry(Flagged.KIND, Flagged::of),
            Map.entry(FileGone.KIND, FileGone::of),
            Map.entry(Transferred.KIND, Transferred::of),
            Map.entry(Refreshed.KIND, Refreshed::of),
            Map.entry(LevelReached.KIND, LevelReached::of),
            Map.entry(RunEnd.KIND, RunEnd::of),
            Map.entry(HoldPlaced.KIND, HoldPlaced::of),
            Map.entry(HoldReleased.KIND, HoldReleased::of),
            Map.entry(TransferDecided.ACCEPTED, TransferDecided::accepted),
            Map.entry(ReviewDecided.KIND, ReviewDecided::of),
            Map.entry(TransferDecided.REFUSED, TransferDecided::refused),
            Map.entry(RequestReceived.KIND, RequestReceived::of),
            Map.entry(RequestDecided.GRANTED, RequestDecided::granted),
            Map.entry(RequestDecided.REFUSED, RequestDecided::refused),
            Map.entry(RequestWithdrawn.KIND, RequestWithdrawn::of),
            given(Verdict.PLAN_APPROVED),
            given(Verdict.PLAN_REJECTED),
            given(Verdict.STANDING_APPROVED),
            Map.entry(ApprovalWithdrawn.KIND, ApprovalWithdrawn::of),
            Map.entry(ControlSums.KIND, ControlSums::of),
            Map.entry(Refused.KIND, Refused::of),
            Map.entry(KeyAdded.KIND, KeyAdded::of),
            Map.entry(FoundBy.KIND, FoundBy::of),
            Map.entry(Returned.KIND, Returned::of),
            Map.entry(Restored.KIND, Restored::of));

    private Encoding() {}

    private static Map.Entry<String, Function<Fields, Entry>> given(Verdict verdict) {
        return Map.entry(verdict.kind(), fields -> ApprovalGiven.of(verdict, fields));
    }

    static byte[] encode(Entry entry) {
        List<String> fields = new ArrayList<>();
        fields.add(VERSION);
        fields.add(entry.kind());
        fields.addAll(entry.fields());
        byte[] bytes = bytes(String.join("\t", fields));
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "an entry of kind " + entry.kind() + " has " + bytes.length + " bytes, more than " + LONGEST);
        }
        return bytes;
    }

    static Entry decode(byte[] bytes) {
        try {
            Entry entry = entry(new Fields(text(bytes)));
            if (!Arrays.equals(entry.encode(), bytes)) {
                throw new MalformedEntryException("an entry of kind " + entry.kind() + " is not in canonical form");
            }
            return entry;
        } catch (IllegalArgumentException e) {
            throw new MalformedEntryException("an entry has a field that cannot be", e);
        }
    }

    private static Entry entry(Fields fields) {
        if (!fields.next().equals(VERSION)) {
            throw new MalformedEntryException("an entry does not begin with " + VERSION);
        }
        Function<Fields, Entry> kind = KINDS.get(fields.next());
        if (kind == null) {
            throw new MalformedEntryException("an entry is of an unknown kind");
        }
        Entry entry = kind.apply(fields);
        fields.end();
        return entry;
    }

    /** With what the entries of a kind begin. */
    static String beginning(String kind) {
        return VERSION + "\t" + kind + "\t";
    }

    /** The kind of an entry that is well-formed; nothing that is a kind for others. */
    static String kind(byte[] entry) {
        int from = VERSION.length() + 1;
        int to = from;
        while (to < entry.length && entry[to] != '\t') {
            to++;
        }
        return new String(entry, Math.min(from, to), to - Math.min(from, to), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        if (!hasSurrogate(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text of an entry is not Unicode", e);
        }
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEntryException("an entry is not UTF-8", e);
        }
    }
}
