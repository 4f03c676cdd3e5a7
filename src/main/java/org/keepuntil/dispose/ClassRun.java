package org.keepuntil.dispose;

import java.time.LocalDate;
import java.util.Set;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.decide.Decider;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Workload.Work;

/** A class of records in a run: what all its batches have in common. */
record ClassRun(
        Run run,
        Work work,
        ClassSql sql,
        Decider decider,
        OperandLocks operands,
        TokenKey tokens,
        LocalDate recorded,
        Set<String> wide) {
    /**
     * @param recorded the day that is written down for what is done
     * @param wide facts that have too many values to be counted by
     */
    static ClassRun of(Run run, Work work, TokenKey tokens, LocalDate recorded, Set<String> wide) {
        ClassSql sql = work.sql(run.asOf());
        return new ClassRun(
                run,
                work,
                sql,
                work.decider(),
                new OperandLocks(work.layout(), sql.operandPaths()),
                tokens,
                recorded,
                wide);
    }

    String name() {
        return work.name();
    }
}
