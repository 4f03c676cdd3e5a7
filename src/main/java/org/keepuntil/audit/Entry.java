package org.keepuntil.audit;

import java.util.List;

/**
 * One thing that the log says.
 *
 * <p>The encoding, version 1, is a line of UTF-8 without its end: fields separated by a tab, the first {@code keepuntil/1}, the second
 * the kind, the others in the order of the record's components. Numbers are decimal, dates and times as in ISO 8601 (UTC, to the
 * second). Control characters, line separators and {@code %} are written as the percent-encoding of their bytes. A list of names with
 * numbers is sorted by name (by code points), {@code name=1,other=2}, and its names percent-encode {@code ,} and {@code =} too. An entry has at most
 * 65,535 bytes. There is one encoding of each entry and decoding takes no other.
 *
 * <p>The kinds of a run have the run's number as their third field, those of a hold the hold's, those of a request the request's, those
 * of a decision about a transfer the package's, those of a review the decision's, those of an approval the approval's, that of a key the key: the
 * database looks at it. That of a restored log has the number of entries that are common there. The sums of control tables have none:
 * the database writes them itself.
 */
public sealed interface Entry
        permits RunStart,
                Disposed,
                Altered,
                Late,
                Flagged,
                FileGone,
                Transferred,
                Refreshed,
                LevelReached,
                RunEnd,
                HoldPlaced,
                HoldReleased,
                TransferDecided,
                RequestReceived,
                RequestDecided,
                RequestWithdrawn,
                ReviewDecided,
                ApprovalGiven,
                ApprovalWithdrawn,
                ControlSums,
                Refused,
                KeyAdded,
                FoundBy,
                Returned,
                Restored {
    /** The second field. */
    String kind();

    /** The fields after the kind, in their order. */
    List<String> fields();

    /**
     * The canonical bytes.
     *
     * @throws IllegalArgumentException if they are more than an entry may have
     */
    default byte[] encode() {
        return Encoding.encode(this);
    }

    /**
     * The entry that has these bytes.
     *
     * @throws MalformedEntryException if they are not the canonical bytes of an entry
     */
    static Entry decode(byte[] bytes) {
        return Encoding.decode(bytes);
    }
}
