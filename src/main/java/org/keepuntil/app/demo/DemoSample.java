package org.keepuntil.app.demo;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.app.demo.DemoPlay.Found;

/** A sample database that the demonstration plays on, and the schedule that belongs to it. */
interface DemoSample {
    /** The name of the schedule. */
    String schedule();

    /** What is made, for a sentence. */
    String title();

    /** The day by which records are judged, where it is not today. */
    Optional<LocalDate> asOf();

    /**
     * Makes it, in a database where there is nothing of it.
     *
     * @param progress is told what is being made, in a word or two
     */
    void create(DataSource database, Consumer<String> progress) throws SQLException;

    /** Of the records that are due, those that an inquiry may ask for. */
    List<Found> inquiry(DataSource database, List<Found> due) throws SQLException;
}
