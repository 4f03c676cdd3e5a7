package org.keepuntil.app.demo;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.app.demo.DemoPlay.Found;

/** The sample of any size: {@link SampleDatabase}. It is judged as of today. */
record ServiceSample(long children) implements DemoSample {
    @Override
    public String schedule() {
        return DemoSchedules.USUAL;
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d children of South Essex Extended Services", children);
    }

    @Override
    public Optional<LocalDate> asOf() {
        return Optional.empty();
    }

    @Override
    public void create(DataSource database, Consumer<String> progress) throws SQLException {
        SampleDatabase.create(database, children, progress);
    }

    /** The inquiry asks for the records of victims of exploitation. */
    @Override
    public List<Found> inquiry(DataSource database, List<Found> due) throws SQLException {
        return SampleDatabase.inquiryReferrals(database).stream()
                .map(id -> new Found("referral", String.valueOf(id)))
                .filter(due::contains)
                .toList();
    }
}
