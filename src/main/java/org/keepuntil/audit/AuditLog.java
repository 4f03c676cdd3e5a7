package org.keepuntil.audit;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in the database. Writing takes part in the caller's transaction and keeps others from writing until its end: do it last. */
public interface AuditLog {
    /** The log of the database that the client is connected to. */
    static AuditLog of(JdbcClient database) {
        return new JdbcLog(database);
    }

    /**
     * Appends what a run has to say, as the operator.
     *
     * @param entries one at least, each of this run
     * @return the index of the first
     */
    long append(long run, List<? extends Entry> entries);

    /**
     * Appends the entry of a hold that this transaction has placed or released, as the approver.
     *
     * @return its index
     */
    long appendHold(long hold, Entry entry);

    /**
     * Appends the entry of an approval that this transaction has given or withdrawn, as the approver.
     *
     * @return its index
     */
    long appendApproval(long approval, Entry entry);

    /**
     * Appends the entries of holds that this transaction has placed, as the approver: in bundles, so that many take no longer than they must.
     *
     * @param entries one of each, in the same order
     */
    void appendHolds(List<Long> holds, List<? extends Entry> entries);

    /**
     * Appends the entry of a decision about a package for transfer and writes the decision down, as the approver.
     *
     * @param by who took it over or refused it
     * @return its index
     */
    long appendDecision(TransferDecided entry, String by, String reason);

    /**
     * Appends the entry of a request that this transaction has received or withdrawn, as the approver.
     *
     * @return its index
     */
    long appendRequest(long request, Entry entry);

    /**
     * Appends the entry of a decision about a record of a request, as the approver.
     *
     * @param requestRecord the record's number within all requests
     * @return its index
     */
    long appendRequestDecision(long requestRecord, RequestDecided entry);

    /**
     * Appends the entries of decisions about records in review that this transaction has made, as the approver.
     *
     * @return the index of the first
     */
    long appendReviews(List<ReviewDecided> entries);

    /** Appends that a run was refused before it had a number, as the operator. */
    void appendRefused(Refused entry);

    /** Reads what a run has said of these kinds, in order. What is of another kind, as most of a long run's is, is passed over unread. */
    void read(long run, Collection<String> kinds, Consumer<Entry> reader);

    /** Reads all that a run has said, in order, each with its index. */
    void readIndexed(long run, IndexedReader reader);

    /**
     * Reads every entry of the bundles in which one of these texts stands, in order. Every bundle is searched, once; the reader tells whether
     * it wants an entry.
     *
     * @param searched told now and then how many entries were searched
     */
    void search(Collection<String> texts, LongConsumer searched, IndexedReader reader);

    /** The same among what people have done, which is little beside what runs have. */
    void searchActs(String text, IndexedReader reader);

    /** How a run began and ended, each time: these are in bundles of their own, so the others are not looked at. */
    void ends(long run, IndexedReader reader);

    /**
     * Appends that the log was restored from a backup, as the operator.
     *
     * @return its index
     */
    long appendRestored(Restored entry);

    /** The disposals of a record, in order. Every bundle is searched. */
    List<Indexed> disposals(String reference);

    /** All that a record has to do with having been handed over, in order. Every bundle is searched. */
    List<Transferred> transfers(String reference);

    /** What was changed of a record that stayed, in order. Every bundle is searched. */
    List<Altered> alterations(String reference);

    /** An entry and its index. */
    record Indexed(long index, Disposed entry) {}

    /** Takes one entry after the other. */
    interface IndexedReader {
        void accept(long index, Entry entry);
    }

    /** How many entries there are. */
    long size();
}
