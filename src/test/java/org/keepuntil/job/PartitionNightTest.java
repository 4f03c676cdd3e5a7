package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertThat(files.files().rows("select no::text from app.file")).containsExactly("41", "42", "43", "44", "45");
            assertThat(files.files().rows("select distinct file_no::text from app.note")).containsExactly("41", "43", "44");
            assertThat(files.count("select count(*) from app.bill")).isEqualTo(9);
            assertThat(files.files().rows("select id::text from app.bill where file_no is not null")).containsExactly("45");
            assertThat(files.disposed()).hasSize(40).doesNotHaveDuplicates();
            assertThat(files.removed())
                    .isEqualTo(Map.of("app.file", 40L, "app.note", notes, "app.reply", replies));
            assertThat(files.findings()).isEmpty();
        }
    }
}
