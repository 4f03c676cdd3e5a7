package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.Transferred;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets go of records that somebody has taken over, or notes that a copy of each was sent; a group is the one or the other. */
record Transfer(JdbcTemplate jdbc, PackedRecords packed) implements Deed {
    /** Records whose copies are in the same package, for the same stage. */
    private record Sent(long transfer, String asked) {}

    @Override
    public Done perform(Going going) {
        boolean copies = packed.areCopies(going.numbers());
        Done done = copies
                ? new Done(Map.of(), Done.Meant.nothing(), copied(going))
                : new Destroy(jdbc, Disposal.TRANSFER).perform(going);
        List<Entry> entries = new ArrayList<>(done.entries());
        going.numbers()
                .forEach(n -> entries.add(new Transferred(
                        going.run().run().id(),
                        going.run().name(),
                        going.reference(n),
                        packed.of(n).transfer(),
                        packed.of(n).bag(),
                        packed.of(n).copy())));
        return new Done(done.rows(), done.meant(), entries);
    }

    /** The stage is done, and the record stays on its clock. */
    private List<Entry> copied(Going going) {
        Map<Sent, List<Long>> sent = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Long n : going.numbers()) {
            var act = going.act(n);
            sent.computeIfAbsent(
                            new Sent(packed.of(n).transfer(), act.rule().asked(act.stage())), s -> new ArrayList<>())
                    .add(packed.of(n).n());
            entries.add(new Disposed(
                    going.run().run().id(),
                    going.run().name(),
                    going.reference(n),
                    Disposal.TRANSFER,
                    act.rule().id(),
                    going.run().run().asOf(),
                    Map.of(),
                    Map.of()));
        }
        sent.forEach((to, numbers) -> {
            Long[] packedAs = numbers.toArray(Long[]::new);
            jdbc.query(
                    "select keepuntil.record_copies(?, ?, ?, ?)",
                    row -> {},
                    going.run().run().id(),
                    to.transfer(),
                    packedAs,
                    to.asked());
            jdbc.update(
                    "delete from keepuntil.transfer_record where package = ? and n = any(?)", to.transfer(), packedAs);
        });
        return entries;
    }
}
