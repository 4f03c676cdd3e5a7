package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.RunState;
import org.keepuntil.report.Outlook;
import org.keepuntil.report.RunReports;
import org.keepuntil.testing.SampleNight;

/** A partition of which every row is to be destroyed is dropped; whatever keeps one row of it, keeps it. */
class PartitionNightTest {
    @TempDir
    Path folder;

    @Test
    void expiredPartitionsAreDropped_withAllThatHangsOnTheirRows_andNothingElse() throws Exception {
        try (PartitionedFiles files = PartitionedFiles.make(folder, "")) {
            long notes = files.count("select count(*) from app.note where file_closed < '2012-01-01'");
            long replies = files.count("select count(*) from app.reply where note_id < 410");

            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(night.reconciliation().done()).isEqualTo(40);
            assertThat(night.reconciliation().notReached()).isZero();
            assertThat(files.partitions()).containsExactly("app.file_2025");
            assertThat(files.dropped()).containsExactly("app.file_2010 20", "app.file_2011 20");
            assertThat(files.files().rows("select no::text from app.file"))
                    .containsExactly("41", "42", "43", "44", "45");
            assertThat(files.files().rows("select distinct file_no::text from app.note"))
                    .containsExactly("41", "43", "44");
            assertThat(files.count("select count(*) from app.bill")).isEqualTo(9);
            assertThat(files.files().rows("select id::text from app.bill where file_no is not null"))
                    .containsExactly("45");
            assertThat(files.disposed()).hasSize(40).doesNotHaveDuplicates();
            assertThat(files.removed()).isEqualTo(Map.of("app.file", 40L, "app.note", notes, "app.reply", replies));
            assertThat(files.findings()).isEmpty();
            assertThat(page(files.files().sample(), night))
                    .contains("The partition app.file_2010 of app.file was dropped whole, with 20 records")
                    .contains("The partition app.file_2011 of app.file was dropped whole, with 20 records")
                    .doesNotContain("app.file_2025 of");
        }
    }

    private String page(SampleNight sample, Night night) throws Exception {
        TokenKey tokens = sample.tokens();
        RunReports reports = RunReports.of(sample.operator(), "1", code -> "", () -> tokens);
        return Files.readString(reports.write(night.run(), new Outlook.LeftOut(), folder.resolve("report"))
                .html());
    }

    @Test
    void onlyPartitionsOfATimeThatIsOverAreDropped_ofWhateverLevel() throws Exception {
        try (PartitionedFiles files =
                PartitionedFiles.make(folder, PartitionedFiles.BINDING, PartitionedFiles.tables() + """
                create table app.file_2008 partition of app.file for values from ('2008-01-01') to ('2009-01-01')
                    partition by list (no);
                create table app.file_2008_a partition of app.file_2008 for values in (1);
                create table app.file_2008_b partition of app.file_2008 for values in (2);
                create table app.file_2009 partition of app.file for values from ('2009-01-01') to ('2010-01-01')
                    partition by range (closed);
                create table app.file_2009_1 partition of app.file_2009 for values from ('2009-01-01') to ('2009-07-01');
                create table app.file_2009_2 partition of app.file_2009 for values from ('2009-07-01') to ('2010-01-01');
                create table app.file_2010 partition of app.file for values from ('2010-01-01') to ('2011-01-01')
                    partition by list (no);
                create table app.file_2010_a partition of app.file_2010 for values in (5);
                create table app.file_2010_b partition of app.file_2010 for values in (6);
                create table app.file_2012 partition of app.file for values from ('2012-01-01') to ('2013-01-01');
                create table app.file_last partition of app.file for values from ('2015-01-01') to (maxvalue);
                create table app.file_other partition of app.file default;
                insert into app.file values (1, '2008-02-01', 'a'), (2, '2008-02-01', 'b'), (3, '2009-02-01', 'a'), (4, '2009-08-01', 'a'),
                    (5, '2010-02-01', 'a'), (6, '2010-02-01', 'b'), (7, '2016-02-01', 'a'), (8, '2014-02-01', 'a');
                insert into app.note select no, no, closed, '' from app.file;
                """, "")) {
            // of this half of a year and of this list one row stays
            FileNight.hold(files.files().sample(), "file", List.of("4", "2009-08-01"));
            FileNight.hold(files.files().sample(), "file", List.of("6", "2010-02-01"));

            Night night = files.run();

            assertThat(night.stopped()).isEmpty();
            assertThat(night.reconciliation().done()).isEqualTo(6);
            assertThat(files.dropped()).containsExactly("app.file_2008 2", "app.file_2009_1 1");
            assertThat(files.partitions())
                    .containsExactly(
                            "app.file_2009_2",
                            "app.file_2010_a",
                            "app.file_2010_b",
                            "app.file_2012",
                            "app.file_last",
                            "app.file_other");
            assertThat(files.files().rows("select no::text from app.file")).containsExactly("4", "6");
            assertThat(files.files().rows("select id::text from app.note")).containsExactly("4", "6");
        }
    }

    @Test
    void aRunThatIsTakenUp_passesOverWhatWentWithAPartition_andTheNextPlansWithoutIt() throws Exception {
        try (PartitionedFiles files = PartitionedFiles.make(folder, "")) {
            SampleNight sample = files.files().sample();
            Night cut = sample.night(() -> !files.dropped().isEmpty(), new SampleNight.Listener());
            cut.begin(SampleNight.AS_OF);
            cut.plan();
            cut.dispose();
            cut.seal();
            assertThat(cut.run().state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(files.dropped()).containsExactly("app.file_2010 20");
            FileNight.hold(sample, "file", List.of("1", "2011-02-01"));

            Night next = sample.night(() -> false, new SampleNight.Listener());
            next.takeUp(cut.run());
            assertThat(next.fits()).isTrue();
            next.plan();
            next.dispose();
            next.seal();

            assertThat(next.reconciliation().done()).isEqualTo(39);
            assertThat(next.reconciliation().held()).isEqualTo(1);
            assertThat(next.reconciliation().notReached()).isZero();
            assertThat(files.dropped()).hasSize(1);
            assertThat(files.disposed()).hasSize(39).doesNotHaveDuplicates();

            Night tomorrow = files.run();
            assertThat(tomorrow.stopped()).isEmpty();
            assertThat(tomorrow.reconciliation().planned()).isZero();
        }
    }

    @Test
    void aRunThatIsClosedEarly_saysOfNoRecordThatWentWithAPartitionThatItWasNotReached() throws Exception {
        try (PartitionedFiles files = PartitionedFiles.make(folder, "")) {
            SampleNight sample = files.files().sample();
            Night cut = sample.night(() -> !files.dropped().isEmpty(), new SampleNight.Listener());
            cut.begin(SampleNight.AS_OF);
            cut.plan();
            cut.dispose();
            cut.close(RunState.FAILED);

            assertThat(cut.reconciliation().done()).isEqualTo(20);
            assertThat(cut.reconciliation().notReached()).isEqualTo(20);
            assertThat(files.count("select count(*) from keepuntil.outcome where outcome = 'not reached'"))
                    .isEqualTo(20);
        }
    }
}
