package org.keepuntil.dispose;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.Layout;
import org.keepuntil.control.Run;
import org.keepuntil.decide.Decider;
import org.keepuntil.plan.Approved;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.HoldScopes;
import org.keepuntil.sql.Workload.Work;

/**
 * A class of records in a run: what all its batches have in common.
 *
 * @param parts the classes of which records may be components of this one's
 * @param named every column that names files, of whatever class
 * @param recorded the day that is written down for what is done
 * @param approved what is approved of the run
 * @param wide facts that have too many values to be counted by
 * @param dependents components that one statement a table removes; none where their rows are looked at one by one
 */
record ClassRun(
        Run run,
        Work work,
        ClassSql sql,
        Decider decider,
        OperandLocks operands,
        TokenKey tokens,
        List<Part> parts,
        List<Layout.FileColumn> named,
        LocalDate recorded,
        Approved approved,
        Set<String> wide,
        Dependents dependents) {
    /** A class of which records may be components of another's, decided as such. */
    record Part(Work work, ClassSql sql, OperandLocks operands) {
        static Part of(Work work, LocalDate asOf) {
            ClassSql sql = work.sqlAsPart(asOf);
            return new Part(work, sql, new OperandLocks(work.layout(), sql.operandPaths(), sql.tableLocks(), false));
        }
    }

    static ClassRun of(
            Run run,
            Work work,
            TokenKey tokens,
            List<Layout.FileColumn> named,
            LocalDate recorded,
            Approved approved,
            Set<String> wide) {
        ClassSql sql = work.sql(run.asOf());
        return new ClassRun(
                run,
                work,
                sql,
                work.decider(),
                new OperandLocks(work.layout(), sql.operandPaths(), sql.tableLocks(), true),
                tokens,
                work.parts().stream().map(part -> Part.of(part, run.asOf())).toList(),
                named,
                recorded,
                approved,
                wide,
                Dependents.NONE);
    }

    /** The same with the holds that there are now. */
    ClassRun with(HoldScopes holds) {
        ClassRun now = of(run, work.with(holds), tokens, named, recorded, approved, wide);
        return now.with(dependents);
    }

    /** The same where these components are removed by one statement a table. */
    ClassRun with(Dependents found) {
        if (found.equals(dependents)) {
            return this;
        }
        OperandLocks locks = new OperandLocks(found.without(work.layout()), sql.operandPaths(), sql.tableLocks(), true);
        return new ClassRun(run, work, sql, decider, locks, tokens, parts, named, recorded, approved, wide, found);
    }

    /** The components whose rows are looked at one by one, in the layout of the records. */
    Layout looked() {
        return dependents.isEmpty() ? work.layout() : dependents.without(work.layout());
    }

    String name() {
        return work.name();
    }
}
