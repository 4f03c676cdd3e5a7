package org.keepuntil.dispose;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** Packages of records for somebody else: written by runs, accepted or refused by a person. */
public interface Transfers {
    /** The packages that are recorded in the database. */
    static Transfers of(DataSource database) {
        return new JdbcTransfers(database);
    }

    /** All of them, the latest first. */
    List<TransferPackage> all();

    Optional<TransferPackage> find(long id);

    /** The package that a record is bound to now. */
    Optional<TransferPackage> of(String recordClass, RecordKey key);

    /**
     * What is wrong with the package as it lies there; empty where every byte is as it was written.
     */
    Optional<String> problem(TransferPackage each);

    /**
     * Writes down that somebody has taken a package over; the next run lets its records go. As the approver.
     *
     * @throws TransferException if the package does not wait for it, is not there, or is not as it was written
     */
    TransferPackage accept(long id, String by, String accession, LocalDate on, String reason, Clock clock);

    /**
     * Writes down that nobody takes a package; the next run packs its records anew. As the approver.
     *
     * @throws TransferException if the package does not wait for it
     */
    TransferPackage refuse(long id, String by, LocalDate on, String reason, Clock clock);

    /** Writes packages of what waits to be handed over and of what is due to be copied, as the operator. */
    interface Packer {
        static Packer of(DataSource database, Workload workload, TokenKey tokens, Clock clock) {
            return new JdbcPacker(database, workload, tokens, clock);
        }

        /** One package a class, and one for copies; none where nothing is to be packed. */
        List<Packed> pack(Run run);
    }

    /**
     * A package that a run has written.
     *
     * @param leftOut records that are not in it, because a file of theirs can't be read or lies outside its directory
     */
    record Packed(TransferPackage written, long leftOut) {}
}
