package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.sums.ControlSeal;
import org.keepuntil.control.RunLock;
import org.keepuntil.control.RunLockedException;
import org.keepuntil.residue.Depth;
import org.keepuntil.residue.Hours;
import org.keepuntil.residue.Level;
import org.keepuntil.residue.Purge;
import org.keepuntil.residue.PurgeOrder;
import org.keepuntil.residue.Trace;

/** What a run does about what it has left in files, where that is wanted: the same as {@code keepuntil residue}, at its end. */
final class NightPurge {
    private final Desk desk;
    private final Target target;
    private final Level level;
    private @Nullable String shortfall;

    private NightPurge(Desk desk, Target target, Level level) {
        this.desk = desk;
        this.target = target;
        this.level = level;
    }

    /**
     * Looks, before anything is destroyed, whether the account may purge.
     *
     * @throws UserError if it may not work as the maintainer
     */
    static NightPurge ready(Desk desk, Target target, PurgeOption wanted) throws SQLException {
        NightPurge purge = new NightPurge(desk, target, wanted.level());
        if (wanted.isGiven()) {
            purge.open().close();
        }
        return purge;
    }

    private Session open() throws SQLException {
        return Session.open(target, roles -> List.of(roles.maintainer()));
    }

    /**
     * Purges what all runs have left, this one's included, and seals the log with what was reached.
     *
     * @return whether anything was reached, so that reports have to be written anew
     */
    @SuppressWarnings("try") // the lock is held, not used
    boolean work(Workplace place, LogKeeping log, Window window, boolean shown) throws SQLException {
        if (level == Level.L2) {
            return false;
        }
        try (Session session = open();
                RunLock ignored = RunLock.take(session.database());
                Purge purge = Purge.of(session.database(), OptionalLong.empty())) {
            List<Trace> before = purge.traces();
            if (shown) {
                ResidueTables.plan(purge.plan(level), desk.console());
            }
            purge.work(
                    new PurgeOrder(
                            new Hours(desk.clock(), window, window.closes()), PurgeOrder.PATIENCE, Depth.SAMPLE, level),
                    desk.console()::remark);
            List<Trace> after = purge.traces();
            judge(after);
            if (after.equals(before)) {
                return false;
            }
        } catch (RunLockedException e) {
            shortfall = "another run, or a purge, has begun meanwhile.";
            return false;
        }
        new ControlSeal(place.database()).seal();
        log.sealer().seal(OptionalLong.empty());
        log.export();
        return true;
    }

    private void judge(List<Trace> traces) {
        List<Trace> left = traces.stream()
                .filter(trace -> trace.next().compareTo(level) <= 0)
                .toList();
        if (!left.isEmpty()) {
            Trace first = left.get(0);
            shortfall = "of " + Words.count(traces.size(), "table and run", "tables and runs") + ", "
                    + Words.number(left.size()) + " did not reach " + level + ". " + first.relation() + ": "
                    + first.ground().orElse("not begun");
        }
    }

    /** How the command ends that would otherwise end so. */
    ExitCode after(ExitCode code, Console console) {
        if (shortfall == null) {
            return code;
        }
        console.err().println("What went is not purged from all files: " + shortfall);
        console.err().println("  See all of it with: keepuntil residue --dry-run");
        return code == ExitCode.DONE ? ExitCode.PARTLY : code;
    }
}
