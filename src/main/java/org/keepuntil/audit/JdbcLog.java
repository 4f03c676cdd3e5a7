package org.keepuntil.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log through the functions of the control schema, which alone may write it. */
final class JdbcLog implements AuditLog {
    /** A bundle has about as many entries as a batch had records: this bounds what is in memory. */
    private static final int BUNDLES_AT_A_TIME = 16;

    private static final int HOLDS_IN_A_BUNDLE = 1000;

    private static final long SEARCHED_AT_A_TIME = 50_000;

    private final JdbcClient database;

    JdbcLog(JdbcClient database) {
        this.database = database;
    }

    @Override
    public long append(long run, List<? extends Entry> entries) {
        return database.sql("select keepuntil.append(?, ?, ?)")
                .param(run)
                .param(entries.size())
                .param(Bundle.encode(entries))
                .query(Long.class)
                .single();
    }

    @Override
    public long appendHold(long hold, Entry entry) {
        return act("select keepuntil.log_hold(?, ?)", hold, entry);
    }

    @Override
    public long appendRequest(long request, Entry entry) {
        return act("select keepuntil.log_request(?, ?)", request, entry);
    }

    @Override
    public long appendRequestDecision(long requestRecord, RequestDecided entry) {
        return act("select keepuntil.log_request_decision(?, ?)", requestRecord, entry);
    }

    private long act(String function, long of, Entry entry) {
        return database.sql(function)
                .param(of)
                .param(Bundle.encode(List.of(entry)))
                .query(Long.class)
                .single();
    }

    @Override
    public long appendApproval(long approval, Entry entry) {
        return database.sql("select keepuntil.log_approval(?, ?)")
                .param(approval)
                .param(Bundle.encode(List.of(entry)))
                .query(Long.class)
                .single();
    }

    @Override
    public void appendHolds(List<Long> holds, List<? extends Entry> entries) {
        for (int from = 0; from < holds.size(); from += HOLDS_IN_A_BUNDLE) {
            int to = Math.min(from + HOLDS_IN_A_BUNDLE, holds.size());
            database.sql("select keepuntil.log_holds(?, ?)")
                    .param(holds.subList(from, to).toArray(Long[]::new))
                    .param(Bundle.encode(entries.subList(from, to)))
                    .query(Long.class)
                    .single();
        }
    }

    @Override
    public long appendDecision(TransferDecided entry, String by, String reason) {
        return database.sql("select keepuntil.decide_transfer(?, ?, ?, nullif(?, ''), ?, ?, ?)")
                .param(entry.transfer())
                .param(entry.accepted())
                .param(by)
                .param(entry.accession())
                .param(entry.on())
                .param(reason)
                .param(Bundle.encode(List.of(entry)))
                .query(Long.class)
                .single();
    }

    @Override
    public long appendReviews(List<ReviewDecided> entries) {
        return database.sql("select keepuntil.log_decisions(?, ?)")
                .param(entries.stream().map(ReviewDecided::decision).toArray(Long[]::new))
                .param(Bundle.encode(entries))
                .query(Long.class)
                .single();
    }

    @Override
    public void appendRefused(Refused entry) {
        database.sql("select keepuntil.log_refused(?)")
                .param(Bundle.encode(List.of(entry)))
                .query()
                .listOfRows();
    }

    @Override
    public void read(long run, Collection<String> kinds, Consumer<Entry> reader) {
        List<String> beginnings = kinds.stream().map(Encoding::beginning).toList();
        page(
                run,
                " and " + anyOf(kinds),
                beginnings,
                bundle -> Bundle.split(bundle.data).stream()
                        .filter(entry -> kinds.contains(Encoding.kind(entry)))
                        .map(Entry::decode)
                        .forEach(reader));
    }

    @Override
    public void readIndexed(long run, IndexedReader reader) {
        page(run, "", List.of(), bundle -> bundle.read(reader));
    }

    /** The bundles of a run for which a condition holds, a few at a time. */
    private void page(long run, String condition, List<String> values, Consumer<StoredBundle> reader) {
        List<StoredBundle> bundles;
        long last = -1;
        do {
            bundles = database.sql("select first, data from keepuntil.log_bundle where run = ? and first > ?"
                            + condition + " order by first limit ?")
                    .param(run)
                    .param(last)
                    .params(values)
                    .param(BUNDLES_AT_A_TIME)
                    .query(JdbcLog::bundle)
                    .list();
            for (StoredBundle bundle : bundles) {
                reader.accept(bundle);
                last = bundle.first;
            }
        } while (!bundles.isEmpty());
    }

    /** The condition that one of so many texts stands in a bundle. */
    private static String anyOf(Collection<String> texts) {
        return texts.stream()
                .map(text -> "position(convert_to(?, 'UTF8') in data) > 0")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    @Override
    public List<Indexed> disposals(String reference) {
        List<Indexed> found = new ArrayList<>();
        search(reference, (index, entry) -> {
            if (entry instanceof Disposed disposed && disposed.reference().equals(reference)) {
                found.add(new Indexed(index, disposed));
            }
        });
        return found;
    }

    @Override
    public List<Transferred> transfers(String reference) {
        List<Transferred> found = new ArrayList<>();
        search(reference, (index, entry) -> {
            if (entry instanceof Transferred transferred
                    && transferred.reference().equals(reference)) {
                found.add(transferred);
            }
        });
        return found;
    }

    @Override
    public List<Altered> alterations(String reference) {
        List<Altered> found = new ArrayList<>();
        search(reference, (index, entry) -> {
            if (entry instanceof Altered altered && altered.reference().equals(reference)) {
                found.add(altered);
            }
        });
        return found;
    }

    @Override
    public void search(Collection<String> texts, LongConsumer searched, IndexedReader reader) {
        long size = size();
        for (long from = 0; from < size && !texts.isEmpty(); from += SEARCHED_AT_A_TIME) {
            database.sql("select first, data from keepuntil.log_bundle where first >= ? and first < ? and "
                            + anyOf(texts) + " order by first")
                    .param(from)
                    .param(from + SEARCHED_AT_A_TIME)
                    .params(List.copyOf(texts))
                    .query(JdbcLog::bundle)
                    .list()
                    .forEach(bundle -> bundle.read(reader));
            searched.accept(Math.min(size, from + SEARCHED_AT_A_TIME));
        }
    }

    private void search(String text, IndexedReader reader) {
        search(List.of(text), searched -> {}, reader);
    }

    @Override
    public void searchActs(String text, IndexedReader reader) {
        database.sql("""
                        select first, data from keepuntil.log_bundle
                        where run is null and position(convert_to(?, 'UTF8') in data) > 0 order by first""").param(text).query(JdbcLog::bundle).list().forEach(bundle -> bundle.read(reader));
    }

    @Override
    public void ends(long run, IndexedReader reader) {
        database.sql("""
                        select first, data from keepuntil.log_bundle where run = ? and entries = 1
                            and position(convert_to(E'\\trun-', 'UTF8') in data) > 0 order by first""").param(run).query(JdbcLog::bundle).list().forEach(bundle -> bundle.read(reader));
    }

    @Override
    public long appendRestored(Restored entry) {
        return act("select keepuntil.log_restored(?, ?)", entry.common(), entry);
    }

    @Override
    public long size() {
        return database.sql("select size from keepuntil.log_head")
                .query(Long.class)
                .single();
    }

    private static StoredBundle bundle(ResultSet row, int number) throws SQLException {
        return new StoredBundle(row.getLong(1), row.getBytes(2));
    }

    private static final class StoredBundle {
        private final long first;
        private final byte[] data;

        StoredBundle(long first, byte[] data) {
            this.first = first;
            this.data = data;
        }

        void read(IndexedReader reader) {
            List<Entry> entries = Bundle.decode(data);
            for (int i = 0; i < entries.size(); i++) {
                reader.accept(first + i, entries.get(i));
            }
        }
    }
}
