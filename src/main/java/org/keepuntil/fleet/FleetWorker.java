package org.keepuntil.fleet;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.fleet.Hours.Night;

/**
 * Takes the targets of a fleet whose night has come, one after the other, through leases in the coordination database: each is worked on by one
 * worker at a time, and one whose worker is silent is taken over by another. What keeps a worker that was only slow from going on there is the
 * run itself: its lock and its epoch.
 */
public final class FleetWorker implements AutoCloseable {
    static final String TASK = "night";

    private static final int HEARTBEATS = 4;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_A_PLACE = Duration.ofSeconds(5);
    private static final Duration WAIT_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    private final Fleet fleet;
    private final String name;
    private final Nights nights;
    private final BooleanSupplier stop;
    private final Clock clock;
    private final NightBook book;
    private final Places places;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;

    /**
     * @param name by which others know this worker
     * @param atOnce the runs that it has at once
     * @param stop whether it shall begin nothing more, and end what it has begun where it next can
     */
    public FleetWorker(
            DataSource coordination,
            Fleet fleet,
            String name,
            int atOnce,
            Nights nights,
            BooleanSupplier stop,
            Clock clock) {
        this.fleet = fleet;
        this.name = name;
        this.nights = nights;
        this.stop = stop;
        this.clock = clock;
        this.book = new NightBook(coordination);
        this.places = new Places(coordination, fleet.onOneServer());
        this.task = Tasks.custom(TASK, Void.class).onDeadExecutionRevive().execute((one, context) -> work(one));
        Duration beat = fleet.takeover().dividedBy(HEARTBEATS);
        this.scheduler = Scheduler.create(coordination, task)
                .tableName("keepuntil_fleet.scheduled_tasks")
                .schedulerName(new SchedulerName.Fixed(name))
                .threads(atOnce)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(beat.compareTo(LONGEST_POLL) < 0 ? beat : LONGEST_POLL)
                .heartbeatInterval(beat)
                .missedHeartbeatsLimit(HEARTBEATS)
                .failureLogging(LogLevel.WARN, false)
                .shutdownMaxWait(LONGEST_STOP)
                .build();
    }

    /** Begins to look for work. */
    public void start() {
        fleet.targets().forEach(this::plan);
        scheduler.start();
    }

    /** Sees to it that a night of the target is planned, and that a changed file counts. */
    private void plan(Target target) {
        Instant when = next(target);
        TaskInstance<Void> instance = task.instance(target.name());
        if (!scheduler.scheduleIfNotExists(instance, when)) {
            Optional<ScheduledExecution<Object>> planned = scheduler.getScheduledExecution(instance);
            if (planned.isPresent()
                    && !planned.get().isPicked()
                    && planned.get().getExecutionTime().isAfter(when)) {
                scheduler.reschedule(instance, when);
            }
        }
    }

    /** When the target is to be looked at next: in its night if that is not finished, now if it has begun. */
    private Instant next(Target target) {
        Instant now = clock.instant();
        Night night = target.hours().at(now);
        if (book.isFinished(target, night) || (night.isOpen(now) && !night.isLongEnough(now))) {
            return target.hours().after(night).begins();
        }
        return night.isOpen(now) ? now : night.begins();
    }

    /** Whether every target's night that has come is finished. */
    public boolean isThrough() {
        Instant now = clock.instant();
        return fleet.targets().stream().allMatch(target -> {
            Night night = target.hours().at(now);
            return !night.isLongEnough(now) || book.isFinished(target, night);
        });
    }

    /** Waits until what it has begun is over. */
    @Override
    public void close() {
        scheduler.stop();
    }

    private CompletionHandler<Void> work(TaskInstance<Void> instance) {
        Instant again = fleet.target(instance.getId())
                .map(this::work)
                // of a fleet that another worker knows
                .orElseGet(() -> clock.instant().plus(WAIT_AFTER_FAILURE));
        return (complete, operations) -> operations.reschedule(complete, again);
    }

    /** Works on a target, and says when to look at it again. */
    private Instant work(Target target) {
        Instant now = clock.instant();
        Night night = target.hours().at(now);
        if (stop.getAsBoolean() || !night.isLongEnough(now) || book.isFinished(target, night)) {
            return next(target);
        }
        try (Places.Place place = places.take(target).orElse(null)) {
            if (place == null) {
                return now.plus(WAIT_FOR_A_PLACE);
            }
            return book.begin(target, night, name, now) ? work(target, night) : next(target);
        } catch (SQLException e) {
            return clock.instant().plus(WAIT_AFTER_FAILURE);
        }
    }

    private Instant work(Target target, Night night) {
        Nights.End end = nights.work(target, night, stop);
        Instant now = clock.instant();
        boolean finished = end.then() == Nights.Then.NEXT_NIGHT || !night.isOpen(now);
        book.end(target, night, name, end.status(), finished, now);
        return switch (end.then()) {
            case NEXT_NIGHT -> next(target);
            // one that stopped by itself had its reason, such as a database that is busy
            case GO_ON -> finished || stop.getAsBoolean() ? next(target) : now.plus(WAIT_AFTER_FAILURE);
            case TRY_AGAIN -> finished ? next(target) : now.plus(WAIT_AFTER_FAILURE);
        };
    }
}
