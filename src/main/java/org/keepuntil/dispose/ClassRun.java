package org.keepuntil.dispose;

import java.util.List;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.Layout;
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
        List<Layout.FileColumn> named) {
    /**
     * @param named every column that names files, of whatever class
     */
    static ClassRun of(Run run, Work work, TokenKey tokens, List<Layout.FileColumn> named) {
        ClassSql sql = work.sql(run.asOf());
        return new ClassRun(
                run, work, sql, work.decider(), new OperandLocks(work.layout(), sql.operandPaths()), tokens, named);
    }

    String name() {
        return work.name();
    }
}
