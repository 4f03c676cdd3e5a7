package org.keepuntil.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.RunState;
import org.keepuntil.schedule.Disposal;

class EntryTest {
    private static final String A = "a".repeat(64);
    private static final Instant AT = Instant.parse("2026-11-22T01:02:03.999Z");
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);

    @Test
    void encode_hasTheseBytes_whateverElseChanges() {
        assertThat(lines(
                        new RunStart(
                                7,
                                2,
                                UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
                                AT,
                                AS_OF,
                                new PlanDigests(A, "b".repeat(64), "c".repeat(64), "d".repeat(64)),
                                Map.of("referral", 10L, "invoice", 0L)),
                        new Disposed(
                                7,
                                "referral",
                                "tok-en_",
                                Disposal.DESTROY,
                                "referral-25",
                                AS_OF,
                                Map.of("sees.referral", 1L, "sees.contact", 12L, "odd,=%\tname", 3L),
                                Map.of()),
                        new Late(
                                8,
                                "referral",
                                "tok-en_",
                                "sees.note.ref -> sees.referral.id where kind = 'a\tb'",
                                Map.of("sees.note", 1L),
                                Map.of("sees.mark", 2L)),
                        new Flagged(7, "referral", "say 50%\nor so", 3, 1),
                        new RunEnd(
                                7, 2, AT, RunState.FINISHED, Map.of("referral", new RunEnd.Counts(10, 7, 1, 1, 0, 1))),
                        new HoldPlaced(4, AT, "referral", "*", "litigation", "Legal Services", A),
                        new HoldReleased(4, AT, "referral", "*", "litigation", "Legal Services", A),
                        new FileGone(7, "referral", "tok-en_", "sees.document", FileFate.REMOVED, 2),
                        new Transferred(7, "referral", "tok-en_", 3, A, false),
                        new Refreshed(7, "sees.totals", false),
                        new LevelReached(7, "referral", "sees.\"No te\"", "L3", AT, "6 files are new"),
                        new ReviewDecided(3, AT, "referral", "tok-en_", "referral-25", 2, "keep until 2030-03-31", A),
                        new TransferDecided(true, 3, AT, "referral", A, "A2026/17", AS_OF, A),
                        new TransferDecided(false, 3, AT, "referral", A, "", AS_OF, A),
                        new RequestReceived(5, AT, "erase", AS_OF, AS_OF.plusMonths(1), 2, A),
                        new RequestDecided(true, 5, AT, "erase", "referral", "tok-en_", A),
                        new RequestDecided(false, 5, AT, "object", "referral", "tok-en_", A),
                        new RequestWithdrawn(5, AT, "erase", A),
                        new Refused(7, AT, "over-cap"),
                        new ControlSums(AT, Map.of("run/7", A, "run", A, "hold", A)),
                        new KeyAdded("keepuntil/x+0a+AQ==", AT, "", false),
                        new KeyAdded("keepuntil/x+0b+AR==", AT, "keepuntil/x+0a+AQ==", true),
                        new FoundBy(7, "referral", "tok-en_", "born,surname", "fi-nd_"),
                        new Returned(7, "referral", "tok-en_", 4711),
                        new Restored(12, AT, 40, A, 3)))
                .containsExactly(
                        "keepuntil/1\trun-start\t7\t2\t01234567-89ab-cdef-0123-456789abcdef\t2026-11-22T01:02:03Z\t2026-11-21\t"
                                + A
                                + "\t" + "b".repeat(64) + "\t" + "c".repeat(64) + "\t" + "d".repeat(64)
                                + "\tinvoice=0,referral=10",
                        "keepuntil/1\tdisposal\t7\treferral\ttok-en_\tdestroy\treferral-25\t2026-11-21"
                                + "\todd%2C%3D%25%09name=3,sees.contact=12,sees.referral=1\t",
                        "keepuntil/1\tlate\t8\treferral\ttok-en_\tsees.note.ref -> sees.referral.id where kind = 'a%09b'"
                                + "\tsees.note=1\tsees.mark=2",
                        "keepuntil/1\tflagged\t7\treferral\tsay 50%25%0Aor so\t3\t1",
                        "keepuntil/1\trun-end\t7\t2\t2026-11-22T01:02:03Z\tfinished\treferral=10/7/1/1/0/1",
                        "keepuntil/1\thold-placed\t4\t2026-11-22T01:02:03Z\treferral\t*\tlitigation\tLegal Services\t"
                                + A,
                        "keepuntil/1\thold-released\t4\t2026-11-22T01:02:03Z\treferral\t*\tlitigation\tLegal Services\t"
                                + A,
                        "keepuntil/1\tfile\t7\treferral\ttok-en_\tsees.document\tremoved\t2",
                        "keepuntil/1\ttransferred\t7\treferral\ttok-en_\t3\t" + A + "\trecord",
                        "keepuntil/1\trefreshed\t7\tsees.totals\tnot-refreshed",
                        "keepuntil/1\tresidue\t7\treferral\tsees.\"No te\"\tL3\t2026-11-22T01:02:03Z\t6 files are new",
                        "keepuntil/1\treview-decided\t3\t2026-11-22T01:02:03Z\treferral\ttok-en_\treferral-25\t2"
                                + "\tkeep until 2030-03-31\t" + A,
                        "keepuntil/1\ttransfer-accepted\t3\t2026-11-22T01:02:03Z\treferral\t" + A
                                + "\tA2026/17\t2026-11-21\t" + A,
                        "keepuntil/1\ttransfer-refused\t3\t2026-11-22T01:02:03Z\treferral\t" + A + "\t\t2026-11-21\t"
                                + A,
                        "keepuntil/1\trequest-received\t5\t2026-11-22T01:02:03Z\terase\t2026-11-21\t2026-12-21\t2\t"
                                + A,
                        "keepuntil/1\trequest-granted\t5\t2026-11-22T01:02:03Z\terase\treferral\ttok-en_\t" + A,
                        "keepuntil/1\trequest-refused\t5\t2026-11-22T01:02:03Z\tobject\treferral\ttok-en_\t" + A,
                        "keepuntil/1\trequest-withdrawn\t5\t2026-11-22T01:02:03Z\terase\t" + A,
                        "keepuntil/1\trefused\t7\t2026-11-22T01:02:03Z\tover-cap",
                        "keepuntil/1\tcontrol\t2026-11-22T01:02:03Z\thold=" + A + ",run=" + A + ",run/7=" + A,
                        "keepuntil/1\tkey\tkeepuntil/x+0a+AQ==\t2026-11-22T01:02:03Z\t\t",
                        "keepuntil/1\tkey\tkeepuntil/x+0b+AR==\t2026-11-22T01:02:03Z\tkeepuntil/x+0a+AQ==\tlost",
                        "keepuntil/1\tfound-by\t7\treferral\ttok-en_\tborn,surname\tfi-nd_",
                        "keepuntil/1\treturned\t7\treferral\ttok-en_\t4711",
                        "keepuntil/1\trestored\t12\t2026-11-22T01:02:03Z\t40\t" + A + "\t3");
    }

    @Test
    void decode_givesTheEntryBack_whateverItsTexts() {
        long seed = new Random().nextLong();
        RandomEntries entries = new RandomEntries(seed);
        for (int i = 0; i < 20_000; i++) {
            Entry entry = entries.next();
            byte[] bytes = entry.encode();

            assertThat(Entry.decode(bytes)).as("seed %d, entry %d", seed, i).isEqualTo(entry);
            assertThat(new String(bytes, StandardCharsets.UTF_8).split("\\R|\u2028", -1))
                    .hasSize(1);
        }
    }

    /** Two different byte strings never are the same entry: whatever is done to the bytes, they are refused or say something else. */
    @Test
    void decode_takesNoOtherBytes_whenSomeAreChanged() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomEntries entries = new RandomEntries(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            Entry entry = entries.next();
            byte[] changed = changed(entry.encode(), random);
            try {
                Entry other = Entry.decode(changed);
                assertThat(other).as("seed %d, entry %d", seed, i).isNotEqualTo(entry);
                assertThat(other.encode()).isEqualTo(changed);
            } catch (MalformedEntryException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "keepuntil/1",
                "keepuntil/2\tflagged\t7\treferral\tr\t3\t1",
                "keepuntil/1\tmarked\t7\treferral\tr\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\tr\t3",
                "keepuntil/1\tflagged\t7\treferral\tr\t3\t1\t",
                "keepuntil/1\tflagged\t7\treferral\tr\t3\t1\n",
                "keepuntil/1\tflagged\t07\treferral\tr\t3\t1",
                "keepuntil/1\tflagged\t+7\treferral\tr\t3\t1",
                "keepuntil/1\tflagged\t٧\treferral\tr\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\t%41\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\t%0a\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\t%\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\t%C2\t3\t1",
                "keepuntil/1\tflagged\t7\treferral\t\u0007\t3\t1",
                "keepuntil/1\tdisposal\t7\tr\tt\tDestroy\tr\t2026-11-21\t\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-31\t\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-21\tb=1,a=1\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-21\ta=1,a=1\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-21\ta=1,\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-21\t=1\t",
                "keepuntil/1\tdisposal\t7\tr\tt\tdestroy\tr\t2026-11-21\ta\t",
                "keepuntil/1\trun-end\t7\t2\t2026-11-22T01:02:03.5Z\tfinished\t",
                "keepuntil/1\trun-end\t7\t2\t2026-11-22T02:02:03+01:00\tfinished\t",
                "keepuntil/1\trun-end\t7\t2\t2026-11-22T01:02:03Z\tfinished\tr=1/2/3",
                "keepuntil/1\thold-placed\t4\t2026-11-22T01:02:03Z\tr\t*\tfoi\ta\tABC",
            })
    void decode_refuses(String line) {
        assertThatThrownBy(() -> Entry.decode(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEntryException.class);
    }

    @Test
    void decode_refuses_whenTheBytesAreNotUtf8() {
        byte[] bytes = new Flagged(7, "é", "r", 1, 1).encode();
        byte[] latin1 = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Entry.decode(latin1)).isInstanceOf(MalformedEntryException.class);
    }

    @Test
    void encode_refuses_whenTheEntryIsTooLong() {
        assertThat(new Flagged(7, "x".repeat(65_500), "r", 1, 1).encode()).hasSizeLessThanOrEqualTo(65_535);
        assertThatThrownBy(() -> new Flagged(7, "x".repeat(65_535), "r", 1, 1).encode())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encode_refuses_whenATextIsNotUnicode() {
        assertThatThrownBy(() -> new Flagged(7, "\ud800", "r", 1, 1).encode())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bundle_givesItsEntriesBack() {
        long seed = new Random().nextLong();
        RandomEntries random = new RandomEntries(seed);
        List<Entry> entries =
                java.util.stream.Stream.generate(random::next).limit(500).toList();

        assertThat(Bundle.decode(Bundle.encode(entries))).as("seed %d", seed).isEqualTo(entries);
    }

    @Test
    void bundle_isLaidOutAsTlogTilesSays() {
        Entry entry = new Flagged(7, "x".repeat(300), "r", 1, 1);
        byte[] bytes = entry.encode();

        byte[] bundle = Bundle.encode(List.of(entry, entry));

        assertThat(bundle).hasSize(2 * (2 + bytes.length));
        assertThat(bundle[0]).isEqualTo((byte) (bytes.length / 256));
        assertThat(bundle[1]).isEqualTo((byte) (bytes.length % 256));
        assertThat(Arrays.copyOfRange(bundle, 2, 2 + bytes.length)).isEqualTo(bytes);
    }

    @Test
    void bundle_isRefused_whereverItIsCut() {
        byte[] bundle =
                Bundle.encode(List.of(new Flagged(7, "referral", "r", 1, 1), new Flagged(7, "child", "r", 1, 1)));
        Set<Integer> whole = new HashSet<>(
                List.of(0, bundle.length, bundle.length - 2 - new Flagged(7, "child", "r", 1, 1).encode().length));
        for (int length = 0; length < bundle.length; length++) {
            byte[] cut = Arrays.copyOf(bundle, length);
            if (!whole.contains(length)) {
                assertThatThrownBy(() -> Bundle.decode(cut)).isInstanceOf(MalformedEntryException.class);
            }
        }
    }

    private static List<String> lines(Entry... entries) {
        return Arrays.stream(entries)
                .map(entry -> new String(entry.encode(), StandardCharsets.UTF_8))
                .toList();
    }

    /** One byte more, one less, or one changed in one bit or altogether. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) (changed[at] + 1 + random.nextInt(255));
            case 2 -> {
                changed = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, changed, at, bytes.length - at - 1);
            }
            default -> {
                changed = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
                changed[at] = "0+%\t=,/ZA".getBytes(StandardCharsets.UTF_8)[random.nextInt(9)];
            }
        }
        return changed;
    }
}
