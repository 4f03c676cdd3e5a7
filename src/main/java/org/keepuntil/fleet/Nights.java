package org.keepuntil.fleet;

import java.util.function.BooleanSupplier;
import org.keepuntil.fleet.Hours.Night;

/** Works a night through. */
public interface Nights {
    /**
     * What there is to do in a database, until it is done or the night is over or the worker is told to stop.
     *
     * @param stop asked again and again
     * @return what came of it
     */
    End work(Target target, Night night, BooleanSupplier stop);

    /**
     * How a run ended.
     *
     * @param status its exit status
     * @param then what is done next in this night
     */
    record End(int status, Then then) {}

    /** What is done next in a night. */
    enum Then {
        /** Nothing: all that could be done was done, or a person has to act first. */
        NEXT_NIGHT,
        /** It goes on: at once elsewhere where the worker was told to stop, else after a while. */
        GO_ON,
        /** It is tried again after a while: the database could not be reached, or something else went wrong that may pass. */
        TRY_AGAIN
    }
}
