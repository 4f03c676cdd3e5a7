package org.keepuntil.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.RunState;
import org.keepuntil.schedule.Disposal;

/** Entries of every kind with texts that are as awkward as Unicode allows. */
final class RandomEntries {
    private static final List<String> AWKWARD = List.of(
            "\t", "\n", "\r", "%", "%41", "%0A", ",", "=", "\u0000", "\u0085", "\u2028", "\ufeff", "é", "e\u0301", "😀",
            "*", " ");

    private final Random random;

    RandomEntries(long seed) {
        this.random = new Random(seed);
    }

    Entry next() {
        return switch (random.nextInt(23)) {
            case 0 ->
                new RunStart(
                        number(),
                        random.nextInt(),
                        new UUID(random.nextLong(), random.nextLong()),
                        time(),
                        date(),
                        new PlanDigests(digest(), digest(), digest(), digest()),
                        counts(this::number));
            case 1 ->
                new Disposed(
                        number(),
                        text(),
                        text(),
                        any(Disposal.values()),
                        text(),
                        date(),
                        counts(this::number),
                        counts(this::number));
            case 2 -> new Flagged(number(), text(), text(), number(), number());
            case 3 -> new RunEnd(number(), random.nextInt(), time(), any(RunState.values()), counts(this::classCounts));
            case 4 -> new HoldPlaced(number(), time(), text(), text(), text(), text(), digest());
            case 5 -> new FileGone(number(), text(), text(), text(), any(FileFate.values()), number());
            case 6 -> new Transferred(number(), text(), text(), number(), digest(), random.nextBoolean());
            case 7 -> new Refreshed(number(), text(), random.nextBoolean());
            case 8 ->
                new TransferDecided(random.nextBoolean(), number(), time(), text(), digest(), text(), date(), digest());
            case 9 ->
                new ApprovalGiven(
                        any(ApprovalGiven.Verdict.values()),
                        number(),
                        time(),
                        new PlanDigests(digest(), digest(), digest(), digest()),
                        time(),
                        digest(),
                        digest());
            case 10 -> new ApprovalWithdrawn(number(), time(), digest());
            case 11 -> new RequestReceived(number(), time(), text(), date(), date(), number(), digest());
            case 12 -> new RequestDecided(random.nextBoolean(), number(), time(), text(), text(), text(), digest());
            case 13 -> new RequestWithdrawn(number(), time(), text(), digest());
            case 14 -> new ReviewDecided(number(), time(), text(), text(), text(), random.nextInt(9), text(), digest());
            case 19 -> new Refused(number(), time(), text());
            case 20 -> new ControlSums(time(), Map.of("a" + text(), digest(), "b" + text(), digest()));
            case 15 -> new KeyAdded(text(), time(), text(), random.nextBoolean());
            case 16 -> new FoundBy(number(), text(), text(), text(), text());
            case 17 -> new Returned(number(), text(), text(), number());
            case 18 -> new Restored(number(), time(), number(), digest(), number());
            case 21 -> new LevelReached(number(), text(), text(), text(), time(), text());
            default -> new HoldReleased(number(), time(), text(), text(), text(), text(), digest());
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random.nextBoolean() ? AWKWARD.get(random.nextInt(AWKWARD.size())) : character());
        }
        return text.toString();
    }

    /** Any character that Unicode has, unassigned ones too. */
    private String character() {
        int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
                ? "x"
                : Character.toString(codePoint);
    }

    private <V> Map<String, V> counts(Supplier<V> value) {
        Map<String, V> counts = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            counts.put("t" + text(), value.get());
        }
        return counts;
    }

    private RunEnd.Counts classCounts() {
        return new RunEnd.Counts(number(), number(), number(), number(), number(), number());
    }

    private long number() {
        return random.nextLong() >>> random.nextInt(64);
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextInt(1_000_000) - 500_000L);
    }

    private String digest() {
        return Digests.sha256(List.of(text()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
