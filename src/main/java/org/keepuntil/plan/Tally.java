package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks at every record of a class, in no order, and decides each combination of what counts once: of two million records with one date
 * there are some thousands. The database puts them together; where there are too many combinations for that to be worth it, it gives one
 * record after the other.
 */
final class Tally {
    /** So many combinations fit into the memory of the program, and can be read at once; which lets the database use all its cores. */
    private static final int COMBINATIONS = 20_000;

    /** So few records are read as quickly. */
    private static final long FEW = 50_000;

    private static final int FETCH = 2000;

    private final long few;
    private final int combinations;
    private final JdbcTemplate together;
    private final JdbcTemplate oneByOne;

    /** @param database in whose transaction the caller is */
    Tally(DataSource database) {
        this(database, FEW, COMBINATIONS);
    }

    Tally(DataSource database, long few, int combinations) {
        this.few = few;
        this.combinations = combinations;
        this.together = new JdbcTemplate(database);
        this.oneByOne = new JdbcTemplate(database);
        oneByOne.setFetchSize(FETCH);
    }

    /** Takes a decision, and how many records it is that of. */
    interface Counted {
        void accept(BothEvaluators.Found found, long records);
    }

    /**
     * Tells of all records of the class.
     *
     * @param about how many they are
     * @throws org.keepuntil.sql.DisagreementException if the evaluators differ
     */
    void each(Work work, LocalDate asOf, long about, Counted counted) {
        ClassSql sql = work.sql(asOf);
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        each(both, select(both, sql), about, counted);
    }

    /** The same of those of which the database cannot tell the status. */
    void eachUnclear(Work work, LocalDate asOf, long about, Counted counted) {
        ClassSql sql = work.sql(asOf);
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        each(both, Sql.concat("select * from (", select(both, sql), ") u where status is null"), about, counted);
    }

    private static Sql select(BothEvaluators both, ClassSql sql) {
        return Sql.concat("select ", both.columns(), " from ", sql.from(), " where ", sql.ofClass());
    }

    private void each(BothEvaluators both, Sql records, long about, Counted counted) {
        if (about > few && together(both, records, counted)) {
            return;
        }
        oneByOne.query(
                records.text(),
                row -> {
                    counted.accept(both.read(row, 1), 1);
                },
                records.values().toArray());
    }

    /** Whether that was worth it; otherwise nothing has been told. */
    private boolean together(BothEvaluators both, Sql records, Counted counted) {
        // nobody can foretell that so few combinations of what is computed there are: PostgreSQL would sort all records
        together.execute("set local enable_sort = off");
        boolean told = promises(both, records) && eachCombination(both, records, counted);
        together.execute("set local enable_sort to default");
        return told;
    }

    /** Whether the first that come have much in common; if not, putting all together would take its time for nothing. */
    private boolean promises(BothEvaluators both, Sql records) {
        Sql first = Sql.concat(records, " limit ", 2 * combinations);
        Sql query = Sql.concat("select count(*) from (", combinations(both, first), ") c");
        Long found =
                together.queryForObject(query.text(), Long.class, query.values().toArray());
        return found != null && found <= combinations;
    }

    private static Sql combinations(BothEvaluators both, Sql records) {
        String columns = IntStream.rangeClosed(2, both.width() + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return Sql.concat("select count(*), r.* from (", records, ") r group by ", columns);
    }

    /** Whether there are few enough; otherwise nothing has been told. */
    private boolean eachCombination(BothEvaluators both, Sql records, Counted counted) {
        Sql query = Sql.concat(
                "select count(*) over (), c.* from (", combinations(both, records), " limit ", combinations + 1, ") c");
        boolean[] few = {true};
        together.query(
                query.text(),
                row -> {
                    few[0] = row.getLong(1) <= combinations;
                    if (few[0]) {
                        counted.accept(both.read(row, 3), row.getLong(2));
                    }
                },
                query.values().toArray());
        return few[0];
    }
}
