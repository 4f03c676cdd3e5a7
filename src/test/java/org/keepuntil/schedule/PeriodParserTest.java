package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.schedule.Event.Birth;
import org.keepuntil.schedule.Event.Death;
import org.keepuntil.schedule.Event.Declared;
import org.keepuntil.schedule.Period.After;
import org.keepuntil.schedule.Period.BeginningWith;
import org.keepuntil.schedule.Period.Until;
import org.keepuntil.schedule.Person.Which;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;

class PeriodParserTest {
    private static final List<String> EVENTS =
            List.of("closure", "last contact", "last", "consent withdrawn", "receipt", "DBS check", "superseded");
    private static final List<String> CHILD = List.of("child");
    private static final Person ONLY_CHILD = new Person("child", Which.ONLY);

    private final Problems problems = new Problems();

    private Optional<Period> parse(String phrase, List<String> people) {
        return PeriodParser.parse(phrase, EVENTS, people, new Place("schedule.yaml", 7, 11), problems);
    }

    private Period good(String phrase) {
        Optional<Period> period = parse(phrase, CHILD);
        assertThat(problems.render()).isEmpty();
        return period.orElseThrow();
    }

    private Problem bad(String phrase, List<String> people) {
        assertThat(parse(phrase, people)).isEmpty();
        assertThat(problems.all()).hasSize(1);
        return problems.all().get(0);
    }

    private static Moment.Of day(String event) {
        return new Moment.Of(new Declared(event));
    }

    private static Moment.Age age(int years, Person person) {
        return new Moment.Age(years, person);
    }

    @Test
    void parse_givesTheModel_forEveryFormOfTheGrammar() {
        assertThat(good("permanently")).isEqualTo(new Period.Permanently());
        assertThat(good("until no other record refers to it")).isEqualTo(new Period.UntilUnreferenced());
        assertThat(good("until age 25")).isEqualTo(new Until(age(25, ONLY_CHILD)));
        assertThat(good("until age 25 of the youngest child"))
                .isEqualTo(new Until(age(25, new Person("child", Which.YOUNGEST))));
        assertThat(good("until age 25 of eldest child"))
                .isEqualTo(new Until(age(25, new Person("child", Which.ELDEST))));
        assertThat(good("until superseded")).isEqualTo(new Until(day("superseded")));
        assertThat(good("until death")).isEqualTo(new Until(new Moment.Of(new Death(ONLY_CHILD))));
        assertThat(good("until the end of the academic year of age 19"))
                .isEqualTo(new Until(new Moment.EndOfYear(YearKind.ACADEMIC, age(19, ONLY_CHILD))));
        assertThat(good("6 years after closure")).isEqualTo(new After(new Span(72, 0), "6 years", day("closure")));
        assertThat(good("0 days after receipt")).isEqualTo(new After(new Span(0, 0), "0 days", day("receipt")));
        assertThat(good("3 years after age 18")).isEqualTo(new After(new Span(36, 0), "3 years", age(18, ONLY_CHILD)));
        assertThat(good("25 years after birth of the child"))
                .isEqualTo(new After(new Span(300, 0), "25 years", new Moment.Of(new Birth(ONLY_CHILD))));
        assertThat(good("6 years after the end of the financial year of last contact"))
                .isEqualTo(new After(
                        new Span(72, 0), "6 years", new Moment.EndOfYear(YearKind.FINANCIAL, day("last contact"))));
        assertThat(good("15 years beginning with death"))
                .isEqualTo(new BeginningWith(new Span(180, 0), "15 years", new Death(ONLY_CHILD)));
    }

    @Test
    void parse_addsUpUnits_whenADurationHasSeveral() {
        assertThat(good("1 year and 6 months and 2 weeks and 1 day after closure"))
                .isEqualTo(new After(new Span(18, 15), "1 year and 6 months and 2 weeks and 1 day", day("closure")));
    }

    @Test
    void parse_takesTheLongestName_whenOneNameBeginsAnother() {
        assertThat(good("until last contact")).isEqualTo(new Until(day("last contact")));
        assertThat(good("until last")).isEqualTo(new Until(day("last")));
    }

    @Test
    void parse_ignoresCaseArticlesAndSpace() {
        assertThat(good("  UNTIL\n   The Age 25\tOF their YOUNGEST Child "))
                .isEqualTo(new Until(age(25, new Person("child", Which.YOUNGEST))));
        assertThat(good("6 YEARS after the dbs CHECK"))
                .isEqualTo(new After(new Span(72, 0), "6 years", day("DBS check")));
    }

    @Test
    void parse_namesThePerson_whenThereAreSeveralRoles() {
        Optional<Period> period = parse("until age 25 of the child", List.of("accused person", "child"));
        assertThat(period).contains(new Until(age(25, ONLY_CHILD)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            end of year                               |  7 | which year?             | financial year of closure
            6 years after end of the year             | 25 | which year?             | financial year of closure
            current year + 6                          |  8 | which year?             | financial year of closure
            6 years after the school year of closure  | 25 | which year?             | academic year of closure
            until the 31st of August after closure    | 10 | fixed day of the year   | academic year of closure
            25 years from birth                       |  9 | whether the day itself  | 25 years after birth; or
            75 years after 18th birthday              | 15 | an age is written as one | 75 years after age 18
            until age 25 or 6 years after closure     | 13 | does not say which      | longest of: [until age 25, 6 years after closure]
            until age 25 and 6 years after closure    | 13 | does not say which      | longest of: [until age 25, 6 years after closure]
            6 years after closure, until age 25       | 21 | does not say which      | longest of: [6 years after closure, until age 25]
            6 years after closed                      | 14 | no event is called "closed" | consent withdrawn
            6 years after closur                      | 14 | no event is called "closur" | Did you mean "closure"?
            until consent withdrwan                   |  6 | no event is called      | Did you mean "consent withdrawn"?
            until 25                                  |  6 | which age               | until age 25
            until 25th birthday                       |  6 | which age               | until age 25
            until 6 years after closure               |  6 | does not go with        | Write: 6 years after closure
            until aged 25                             |  6 | which age               | Write: until age 25
            until age of 25                           |  6 | A number follows        | until age 25
            until age 151                             | 10 | not between 1 and 150   | age 25
            until age 0                               | 10 | not between 1 and 150   | age 25
            until age 99999999999999999999            | 10 | not between 1 and 150   | age 25
            1001 years after closure                  |  0 | longer than 1000 years  | permanently
            999999 days after closure                 |  0 | longer than 1000 years  | permanently
            99999999999999999999 days after closure   |  0 | longer than 1000 years  | permanently
            6 years                                   |  2 | after what?             | 6 years after closure
            6 years after                             |  8 | an event is missing     | 6 years after closure
            6 years closure                           |  8 | is missing before       | 6 years after closure
            6 years from closure                      |  8 | whether the day itself  | 6 years beginning with
            6 after closure                           |  0 | needs a unit            | 6 years after
            6 yers after closure                      |  2 | not a unit              | Did you mean "years"?
            1.5 years after closure                   |  1 | part of a unit          | 18 months
            3 years 6 months after closure            |  8 | without "and"           | 3 years and 6 months
            3 years and 2 years after closure         | 14 | twice                   | Add them up
            six years after closure                   |  0 | number in words         | 6 years after closure
            forever                                   |  0 | not a word for a period | permanently
            permanenty                                |  0 | not a period            | Did you mean "permanently"?
            age 25                                    |  0 | says "until"            | until age 25
            6 years after closure of case             | 22 | cannot follow           | until age 25
            6 years beginning with age 18             | 23 | only an event           | midnight
            until age 25 of the youngest              | 20 | of whom?                | child
            until age 25 of the oldest child          | 20 | written "eldest"        | age 25 of the eldest child
            until age 25 of the chidl                 | 20 | no person is called     | Did you mean "child"?
            until end of closure                      | 13 | kind of year            | financial year
            until end of the tax year                 | 21 | tax year of what?       | tax year of closure
            25                                        |  0 | needs a unit            | Write: 25 years after closure; or until age 25
            6                                         |  0 | needs a unit            | Write: 6 years after closure
            25 years                                  |  3 | after what?             | Write: 25 years after closure; or until age 25
            25 years old                              |  9 | is missing before       | Write: until age 25
            6yrs after closure                        |  0 | is not a period         | Write: 6 years after closure
            25y                                       |  0 | is not a period         | Write: 25 years after closure; or until age 25
            6 after closure                           |  0 | needs a unit            | Write for example: 6 years after closure
            until 25 years of age                     |  6 | which age               | Write: until age 25
            until 25 years old                        |  6 | which age               | Write: until age 25
            until twenty-five                         |  6 | which age               | Write: until age 25
            until they are 25                         |  6 | which age               | Write: until age 25
            until the child's 25th birthday           | 10 | which age               | Write: until age 25
            until the child reaches twenty-five       | 10 | which age               | Write: until age 25
            until age twenty-five                     |  6 | A number follows        | Write: until age 25
            until the age of twenty-five              | 10 | A number follows        | Write: until age 25
            until 6 years from closure                |  6 | does not go with        | Write: 6 years after closure
            25th birthday                             |  0 | is not a period         | Write: until age 25
            closure                                   |  0 | is not a period         | Write: until closure; or for example 6 years after closure
            for 6 years                               |  0 | is not a period         | Write: 6 years after closure
            for 6 years after closure                 |  0 | is not a period         | Write: 6 years after closure
            6 years from the closure                  |  8 | whether the day itself  | Write: 6 years after closure; or 6 years beginning with closure, where
            3 years from their 18th birthday          |  8 | whether the day itself  | Write: 3 years after age 18
            closure + 6 years                         |  8 | as a sum                | Write: 6 years after closure
            closure plus 6                            |  8 | as a sum                | Write: 6 years after closure
            Consent withdrawn+6 months                | 17 | as a sum                | Write: 6 months after consent withdrawn
            DOB + 25 years                            |  4 | as a sum                | Write: until age 25
            date of birth + 25                        | 14 | as a sum                | Write: until age 25
            18th birthday + 7 years                   | 14 | as a sum                | Write: 7 years after age 18
            CY+6                                      |  2 | as a sum                | Write: 6 years after the end of the calendar year of closure
            FY + 6 years                              |  3 | as a sum                | Write: 6 years after the end of the financial year of closure
            ACTION+100                                |  6 | as a sum                | Write: 100 years after closure
            until age 18 or 25                        | 13 | does not say which      | longest of: [until age 18, until age 25]
            until 18 or 25                            |  9 | does not say which      | longest of: [until age 18, until age 25]
            6 or 7 years after closure                |  2 | does not say which      | longest of: [6 years after closure, 7 years after closure]
            3 years or 6 years after closure          |  8 | does not say which      | longest of: [3 years after closure, 6 years after closure]
            3 years after closure or 18th birthday    | 22 | does not say which      | longest of: [3 years after closure, until age 18]
            6 years after closure or until age 25, whichever is earlier | 22 | does not say which | keep: { shortest of: [6 years after closure, until age 25] }.
            3 years after closure or 18th birthday, the longer | 22 | does not say which | keep: { longest of: [3 years after closure, until age 18] }.
            until age 25 unless looked after          | 13 | no condition            | first that applies: [ { when: { looked after: true }, keep: until age 75 }, { keep: until age 25 } ]
            until age 25, or 75 if looked after       | 14 | no condition            | first that applies
            """)
    void parse_teaches_whenThePhraseIsWrong(String phrase, int offset, String message, String hint) {
        Problem problem = bad(phrase, CHILD);
        assertThat(problem.message()).contains(message);
        assertThat(problem.hint().orElse("")).contains(hint);
        assertThat(problem.place()).isEqualTo(new Place("schedule.yaml", 7, 11 + offset));
    }

    @Test
    void parse_asksWhose_whenTheClassHasNoRoleOrSeveral() {
        assertThat(bad("until age 25", List.of()).message()).contains("has no people");
    }

    @Test
    void parse_listsTheRoles_whenThereAreSeveralAndNoneIsNamed() {
        Problem problem = bad("15 years beginning with death", List.of("child", "victim"));
        assertThat(problem.message()).contains("several people");
        assertThat(problem.hint().orElse("")).contains("death of the child or death of the victim");
        assertThat(problem.place().column()).isEqualTo(11 + 24);
    }

    @Test
    void parse_saysSo_whenThereIsNothing() {
        assertThat(bad(" ", CHILD).message()).contains("no period");
    }
}
