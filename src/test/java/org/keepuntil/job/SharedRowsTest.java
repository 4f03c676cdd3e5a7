package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that several records refer to, or belong to: they go with the last of them, and until then only the link goes. */
class SharedRowsTest {
    private static final String DUE = "'2010-01-01'";
    private static final String NOT_DUE = "'2026-01-01'";
    private static final String CHILDREN = """
            create schema app;
            create table app.child (id int primary key, name text);
            create table app.address (id int primary key, child_id int not null references app.child, line text);
            create table app.file (no int primary key, closed date, child_id int references app.child);
            create index on app.file (child_id);
            """;
    private static final String WITH_CHILD = """
            records:
              file: { table: app.file, open while: never, events: { closing: closed }, components: [child, address] }
            """;

    @TempDir
    Path folder;

    private @Nullable SharedNight night;

    @AfterEach
    void dropDatabase() {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void aPersonGoesWithTheLastRecord_thatRefersToThem() throws Exception {
        SharedNight made = make(SharedNight.FILES, WITH_CHILD, CHILDREN + """
                insert into app.child values (1, 'both go'), (2, 'one stays'), (3, 'none goes'), (4, 'no references yet');
                insert into app.address select n * 10, n, 'x' from generate_series(1, 4) n;
                insert into app.file values (1, %1$s, 1), (2, %1$s, 1), (3, %1$s, 2), (4, %2$s, 2), (5, %2$s, 3), (6, %1$s, null);
                """.formatted(DUE, NOT_DUE));

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "address 20,2,x",
                        "address 30,3,x",
                        "address 40,4,x",
                        "child 2,\"one stays\"",
                        "child 3,\"none goes\"",
                        "child 4,\"no references yet\"",
                        "file 4,2026-01-01,2",
                        "file 5,2026-01-01,3");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of("removed app.file", 4L, "removed app.child", 1L, "removed app.address", 1L));
    }

    @Test
    void theLastOfThem_mayBeInALaterBatch() throws Exception {
        SharedNight made = make(SharedNight.FILES, WITH_CHILD, CHILDREN + """
                insert into app.child values (1, 'both go'), (2, 'one stays');
                insert into app.address values (10, 1, 'x'), (20, 2, 'x');
                insert into app.file values (1, %1$s, 1), (2, %1$s, 2), (3, %1$s, 1), (4, %2$s, 2);
                """.formatted(DUE, NOT_DUE));

        made.runOneByOne();

        assertThat(made.all()).containsExactly("address 20,2,x", "child 2,\"one stays\"", "file 4,2026-01-01,2");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of("removed app.file", 3L, "removed app.child", 1L, "removed app.address", 1L));
    }

    @Test
    void aDocumentOnTwoFiles_isOnlyUnlinked_untilTheLastGoes_andItsFolderAfterIt() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [file_document, document, folder]
                    related: { shelf.folder_id: keep, loan.document_id: unlink }
                """, """
                create schema app;
                create table app.folder (id int primary key, parent int references app.folder);
                create table app.document (id int primary key, folder_id int references app.folder);
                create table app.file (no int primary key, closed date);
                create table app.file_document (file_no int references app.file, document_id int references app.document,
                    primary key (file_no, document_id));
                create table app.shelf (id int primary key, folder_id int references app.folder);
                create table app.loan (id int primary key, document_id int references app.document);
                insert into app.folder values (1, null), (2, 1), (3, 1), (4, null), (5, null);
                insert into app.document values (1, 2), (2, 3), (3, 4), (4, 5);
                insert into app.file values (1, %1$s), (2, %1$s), (3, %2$s);
                insert into app.file_document values (1, 1), (2, 1), (2, 2), (3, 2), (1, 3), (1, 4);
                insert into app.shelf values (1, 4);
                insert into app.loan values (1, 1), (2, 2);
                """.formatted(DUE, NOT_DUE));

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .as("folder 4 stands on a shelf; folders 1 and 3 hold document 2, which file 3 has")
                .containsExactly(
                        "document 2,3",
                        "file 3,2026-01-01",
                        "file_document 3,2",
                        "folder 1,",
                        "folder 3,1",
                        "folder 4,",
                        "loan 1,",
                        "loan 2,2",
                        "shelf 1,4");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of(
                        "removed app.file", 2L,
                        "removed app.file_document", 5L,
                        "removed app.document", 3L,
                        "removed app.folder", 2L,
                        "unlinked app.loan", 1L));
    }

    @Test
    void sharedRowsThatReferToEachOther_goTogether() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [child, household]
                    related: { child.last_file: unlink }
                """, """
                create schema app;
                create table app.household (id int primary key);
                create table app.child (id int primary key, household_id int references app.household, last_file int);
                alter table app.household add head int references app.child;
                create table app.file (no int primary key, closed date, child_id int references app.child);
                alter table app.child add foreign key (last_file) references app.file;
                insert into app.household values (1), (2);
                insert into app.child values (1, 1), (2, 1), (3, 2), (4, 2);
                insert into app.file values (1, %1$s, 1), (2, %1$s, 2), (3, %1$s, 3), (4, %2$s, 4);
                update app.household set head = 1 where id = 1;
                update app.household set head = 3 where id = 2;
                update app.child set last_file = id;
                """.formatted(DUE, NOT_DUE));

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .as("child 3 is the head of a household that stays, and keeps no link to its file")
                .containsExactly("child 3,2,", "child 4,2,4", "file 4,2026-01-01,4", "household 2,3");
    }

    @Test
    void aRowOfTwoRecords_losesItsLinkToTheOneThatGoes() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, components: [letter, page] }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.letter (id int primary key, file_no int references app.file, other_no int references app.file);
                create table app.page (id int primary key, letter_id int not null references app.letter);
                insert into app.file values (1, %1$s), (2, %1$s), (3, %2$s);
                insert into app.letter values (1, 1, 2), (2, 2, 3), (3, 3, 1), (4, 1, null), (5, 3, null);
                insert into app.page select n, n from generate_series(1, 5) n;
                """.formatted(DUE, NOT_DUE));

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "file 3,2026-01-01",
                        "letter 2,,3",
                        "letter 3,3,",
                        "letter 5,3,",
                        "page 2,2",
                        "page 3,3",
                        "page 5,5");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of(
                        "removed app.file", 2L,
                        "removed app.letter", 2L,
                        "removed app.page", 2L,
                        "unlinked app.letter", 2L));
    }

    @Test
    void aRowOfTwoRecords_whoseLinkCantBeNull_setsTheRecordAside_andSaysWhichKey() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, components: [letter, page] }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.letter (id int primary key, file_no int not null references app.file,
                    other_no int references app.file);
                create table app.page (id int primary key, letter_id int not null references app.letter);
                insert into app.file values (1, %1$s), (2, %1$s), (3, %2$s), (4, %1$s);
                insert into app.letter values (1, 1, 3), (2, 2, 1), (3, 4, 2);
                insert into app.page select n, n from generate_series(1, 3) n;
                """.formatted(DUE, NOT_DUE));

        made.run();

        String why = "failed: a row of app.letter belongs to another record too, and its file_no can't be null";
        assertThat(made.outcomes()).isEqualTo(Map.of("file 1", why, "file 2", why, "file 3", why));
        assertThat(made.all()).as("each is tied to the next by a letter").hasSize(10);
    }

    @Test
    void aKeyUnderRelated_makesNoRowAComponent_thoughItsTableIsOne() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [letter]
                    related: { letter.copied_to: unlink }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.letter (id int primary key, file_no int not null references app.file, copied_to int references app.file);
                insert into app.file values (1, %1$s), (2, %2$s);
                insert into app.letter values (1, 1, null), (2, 2, 1), (3, 1, 2), (4, 2, null);
                """.formatted(DUE, NOT_DUE));

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all()).containsExactly("file 2,2026-01-01", "letter 2,2,", "letter 4,2,");
    }

    @Test
    void aPartThatKeepsItsLink_keepsTheRecord_onlyWhereItIsAnothersPart() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [document, comment]
                    related: { comment.document_id: keep }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.document (id int primary key, file_no int not null references app.file);
                create table app.comment (id int primary key, file_no int not null references app.file,
                    document_id int not null references app.document);
                insert into app.file values (1, %1$s), (2, %1$s), (3, %2$s);
                insert into app.document values (1, 1), (2, 2), (3, 3);
                insert into app.comment values (1, 1, 1), (2, 3, 2), (3, 3, 3);
                """.formatted(DUE, NOT_DUE));

        made.run();

        assertThat(made.outcomes()).isEqualTo(Map.of("file 2", "referred to: from app.comment"));
        assertThat(made.all())
                .containsExactly(
                        "comment 2,3,2",
                        "comment 3,3,3",
                        "document 2,2",
                        "document 3,3",
                        "file 2,2010-01-01",
                        "file 3,2026-01-01");
    }

    @Test
    void aLinkRowBetweenSharedRows_goesWithTheOneThatItIsDeclaredToBelongTo() throws Exception {
        SharedNight made = make(SharedNight.FILES, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    components: [child, member, family]
                    related: { member.family_id: keep }
                """, """
                create schema app;
                create table app.family (id int primary key);
                create table app.child (id int primary key, family_id int references app.family);
                create table app.member (child_id int not null references app.child, family_id int not null references app.family);
                create table app.file (no int primary key, closed date, child_id int references app.child);
                insert into app.family values (1), (2);
                insert into app.child values (1, 1), (2, 1), (3, 2);
                insert into app.member values (1, 1), (2, 1), (3, 2);
                insert into app.file values (1, %1$s, 1), (2, %2$s, 2), (3, %1$s, 3);
                """.formatted(DUE, NOT_DUE));

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all()).containsExactly("child 2,1", "family 1", "file 2,2026-01-01,2", "member 2,1");
    }

    private SharedNight make(String schedule, String binding, String script) throws Exception {
        night = new SharedNight(folder, schedule, binding, script);
        return Objects.requireNonNull(night);
    }
}
