package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sample at its usual size, looked at with SQL that shares nothing with what made it. */
class SampleDatabaseTest {
    /** What the planted traits are counted with: one row a referral, its dates in London, what is known of its children. */
    private static final String CASES = """
            create view public.case_in_words as
            select r.*, (closed_at at time zone 'Europe/London')::date as closed_on, known.*, c.last_contact, a.*
            from sees.referral r
            cross join lateral (
                select count(*) as children, max(date_of_birth) as youngest, bool_or(date_of_birth is null) as birth_missing
                from sees.referral_child rc join sees.child on child.id = rc.child_id where rc.referral_id = r.id) known
            cross join lateral (
                select max((made_at at time zone 'Europe/London')::date) as last_contact
                from sees.contact where referral_id = r.id) c
            cross join lateral (
                select max(completed_on) as last_assessment, coalesce(bool_or(completed_on is null), false) as unfinished
                from sees.assessment where referral_id = r.id) a
            """;

    private static final String PAST_25 = "youngest <= date '2001-11-22'";

    private static TestDatabase database;
    private static JdbcTemplate sql;
    private static final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void createSample() throws SQLException {
        database = TestDatabase.create();
        sql = new JdbcTemplate(database.dataSource());
        SampleDatabase.create(database.dataSource(), SampleDatabase.DEFAULT_CHILDREN, progress::add);
        sql.execute(CASES);
    }

    @AfterAll
    static void dropSample() {
        database.close();
    }

    /** In every thousand children, as the class says; there are twenty thousand. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        1000 | children                          | select count(*) from sees.child
        10   | born on 29 February               | select count(*) from sees.child where to_char(date_of_birth, 'MM-DD') = '02-29'
        15   | with no date of birth             | select count(*) from sees.child where date_of_birth is null
        15   | born on 1 January                 | select count(*) from sees.child where to_char(date_of_birth, 'MM-DD') = '01-01'
        1    | 25 on the day                     | select count(*) from sees.child where date_of_birth = '2001-11-22'
        1    | 25 on the next                    | select count(*) from sees.child where date_of_birth = '2001-11-23'
        10   | who died                          | select count(*) from sees.child where date_of_death is not null
        40   | who were in care                  | select count(distinct child_id) from sees.care_episode
        41   | with offences                     | select count(distinct child_id) from sees.offence
        1    | whom an inquiry asks about        | select count(*) from sees.offence where category = 'exploitation' and role = 'victim'
        200  | of brothers and sisters           | select count(*) from case_in_words where children between 2 and 4
        0    | with no child or too many         | select count(*) from case_in_words where children not between 1 and 4
        5    | closed at 23:30 UTC in July       | select count(*) from sees.referral where to_char(closed_at at time zone 'UTC', 'MM HH24:MI') = '07 23:30'
        5    | contacted after closure           | select count(*) from case_in_words where last_contact > closed_on
        0    | assessed after closure            | select count(*) from case_in_words where last_assessment > closed_on
        5    | closed, assessment unfinished     | select count(*) from case_in_words where closed_on is not null and unfinished
        10   | without a contact                 | select count(*) from case_in_words where last_contact is null
        10   | without contact, assessment, plan | select count(*) from case_in_words c where last_contact is null and last_assessment is null and not unfinished and not exists (select from sees.plan where referral_id = c.id)
        """)
    void everyThousandChildren_haveAsManyAsPromised(int perThousand, String what, String query) {
        assertThat(sql.queryForObject(query, Long.class)).as(what).isEqualTo(20L * perThousand);
    }

    @Test
    void openReferralsPast25_areAsManyAsPromised() {
        assertThat(count("closed_on is null and not birth_missing and " + PAST_25))
                .isEqualTo(100);
        assertThat(count("last_contact > closed_on and " + PAST_25)).isEqualTo(100);
        assertThat(count("closed_on is not null and unfinished and " + PAST_25)).isEqualTo(100);
    }

    @Test
    void siblings_shareNameAndAddress() {
        String households = """
                select count(*) from (
                    select referral_id from sees.referral_child rc join sees.child c on c.id = rc.child_id
                    group by referral_id having count(distinct (family_name, address_line, postcode)) > 1) divided
                """;

        assertThat(sql.queryForObject(households, Long.class)).isZero();
    }

    @Test
    void closuresAtNight_haveTheirLastContactOnTheSameDayInLondon() {
        assertThat(count("to_char(closed_at at time zone 'UTC', 'HH24:MI') = '23:30' and last_contact = closed_on"
                        + " and last_contact > (closed_at at time zone 'UTC')::date and " + PAST_25))
                .isEqualTo(100);
    }

    @Test
    void people_areFromOneTo45_someWellOver25() {
        assertThat(sql.queryForObject("select min(date_of_birth) from sees.child", String.class))
                .isGreaterThan("1981-11-22");
        assertThat(sql.queryForObject("select max(date_of_birth) from sees.child", String.class))
                .isBetween("2025-01-01", "2025-11-22");
        assertThat(sql.queryForObject("select count(*) from sees.child where date_of_birth < '1991-11-22'", Long.class))
                .isBetween(500L, 2000L);
    }

    @Test
    void due_isTenToFifteenInAHundred_onThatDayAndTenYearsOn() {
        assertThat(shareDue("2001-11-22")).isBetween(0.10, 0.15);
        assertThat(shareDue("2001-12-22")).isBetween(0.10, 0.16);
        assertThat(shareDue("2011-11-22")).isBetween(0.25, 0.60);
    }

    private static double shareDue(String bornBy) {
        return (double) count(
                        "closed_on is not null and last_contact <= closed_on and not birth_missing and not unfinished"
                                + " and youngest <= date '" + bornBy + "'")
                / count("true");
    }

    @Test
    void nothingHappens_beforeBirthOrAfterTheDayOrOutOfOrder() {
        assertThat(sql.queryForObject("""
                        select count(*) from sees.referral_child rc
                        join sees.referral r on r.id = rc.referral_id
                        join sees.child c on c.id = rc.child_id
                        where r.received_on <= c.date_of_birth or r.received_on >= c.date_of_death
                           or c.date_of_death not between c.date_of_birth and date '2026-11-21'
                        """, Long.class)).isZero();
        assertThat(count("closed_on < received_on or greatest(received_on, closed_on, last_contact, last_assessment)"
                        + " >= date '2026-11-22'"))
                .isZero();
        assertThat(sql.queryForObject("""
                        select count(*) from sees.contact k join sees.referral r on r.id = k.referral_id
                        where (k.made_at at time zone 'Europe/London')::date < r.received_on
                        """, Long.class)).isZero();
        assertThat(sql.queryForObject(
                        "select count(*) from sees.care_episode where ended_on <= started_on or started_on >= '2026-11-22'",
                        Long.class))
                .isZero();
    }

    @Test
    void inquiryReferrals_areDueAndInOrder() throws SQLException {
        List<Long> ids = SampleDatabase.inquiryReferrals(database.dataSource());

        assertThat(ids).hasSizeBetween(20, 40).isSorted().doesNotHaveDuplicates();
        assertThat(count("closed_on is not null and last_contact <= closed_on and not unfinished and " + PAST_25
                        + " and id in " + ids.toString().replace('[', '(').replace(']', ')')))
                .isEqualTo(ids.size());
    }

    @Test
    void everyForeignKey_hasAnIndexThatBeginsWithIt() {
        List<String> bare = sql.queryForList("""
                select c.conrelid::regclass || '.' || a.attname
                from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                where c.contype = 'f' and c.connamespace = 'sees'::regnamespace and not exists (
                    select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])
                """, String.class);

        assertThat(sql.queryForObject(
                        "select count(*) from pg_constraint where contype = 'f' and connamespace = 'sees'::regnamespace",
                        Long.class))
                .isEqualTo(14);
        assertThat(bare).isEmpty();
    }

    @Test
    void invoices_nameNobodyAndMayStandAlone() {
        assertThat(sql.queryForObject("select count(*) from sees.invoice where referral_id is null", Long.class))
                .isBetween(100L, 500L);
        assertThat(sql.queryForObject("select count(*) from sees.invoice where referral_id is not null", Long.class))
                .isGreaterThan(1000L);
    }

    @Test
    void newRows_getIdsThatAreFree() {
        String next =
                "insert into sees.child (given_name, family_name, gender, ethnicity, address_line, town, postcode)"
                        + " values ('Ann', 'Other', 'female', 'Not stated', '1 High Street', 'Rochford', 'SS4 1AA') returning id";

        assertThat(sql.queryForObject(next, Long.class)).isEqualTo(20_001);
        sql.update("delete from sees.child where id = 20001");
    }

    @Test
    void twentyThousandChildren_comeWithProgressAndStatistics() {
        assertThat(progress).contains("children", "contacts").endsWith("statistics");
        assertThat(sql.queryForObject(
                        "select count(*) from pg_class where relnamespace = 'sees'::regnamespace and relkind = 'r'"
                                + " and reltuples > 0",
                        Long.class))
                .isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({"1", "11", "137"})
    void create_worksAtAnySize(long children) throws SQLException {
        try (TestDatabase small = TestDatabase.create()) {
            SampleDatabase.create(small.dataSource(), children, phrase -> {});

            assertThat(new JdbcTemplate(small.dataSource())
                            .queryForObject("select count(distinct child_id) from sees.referral_child", Long.class))
                    .isEqualTo(children);
        }
    }

    @Test
    void create_isRefusedAndHarmless_whenSchemaIsSomebodyElses() {
        try (TestDatabase theirs = TestDatabase.create()) {
            theirs.execute(
                    "create schema sees; create table sees.child (id bigint); insert into sees.child values (7)");

            assertThatThrownBy(() -> SampleDatabase.create(theirs.dataSource(), 20, phrase -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("left alone");
            assertThat(new JdbcTemplate(theirs.dataSource()).queryForObject("select id from sees.child", Long.class))
                    .isEqualTo(7);
        }
    }

    private static long count(String condition) {
        Long found = sql.queryForObject(
                String.format(Locale.ROOT, "select count(*) from case_in_words where %s", condition), Long.class);
        return found == null ? -1 : found;
    }
}
