package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.plan.Difference.Effect;
import org.keepuntil.plan.Difference.Move;
import org.keepuntil.plan.Difference.Under;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** What changes of the sample's schedule do to its records, against SQL written by hand. */
class DifferencesTest {
    private static final Under BY_25 = new Under(Optional.of("referral-25"), Optional.of("destroy"));
    private static final Under BY_CARE = new Under(Optional.of("referral-looked-after"), Optional.of("destroy"));

    /** What is known of each referral, by hand, with PostgreSQL's own calendar and the ruling for 29 February. */
    private static final String FACTS = """
            with facts as (
                select r.id,
                       (r.closed_at at time zone 'Europe/London')::date as closed,
                       (select max((k.made_at at time zone 'Europe/London')::date) from sees.contact k
                        where k.referral_id = r.id) as contact,
                       (select max(a.completed_on) from sees.assessment a where a.referral_id = r.id) as assessed,
                       exists (select 1 from sees.assessment a where a.referral_id = r.id and a.completed_on is null) as unfinished,
                       exists (select 1 from sees.referral_child rc join sees.care_episode e on e.child_id = rc.child_id
                               where rc.referral_id = r.id) as care,
                       exists (select 1 from sees.referral_child rc join sees.child c on c.id = rc.child_id
                               where rc.referral_id = r.id and c.date_of_birth is null) as birth_missing,
                       (select max(c.date_of_birth) from sees.referral_child rc join sees.child c on c.id = rc.child_id
                        where rc.referral_id = r.id) as youngest
                from sees.referral r)
            select id, care, case when to_char(youngest, 'MM-DD') = '02-29' then youngest + 1 else youngest end as born,
                   case when closed is null or unfinished or contact > closed or assessed > closed then 'open'
                        when birth_missing or youngest is null then 'not known' else 'day' end as what
            from facts""";

    @TempDir
    static Path keys;

    private static SampleNight sample;
    private static JdbcTemplate jdbc;
    private static String text;

    @BeforeAll
    static void makeSample() throws Exception {
        sample = SampleNight.ofSample(2000, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        text = Files.readString(Path.of("schedules/south-essex-extended-services/schedule.yaml"));
    }

    @AfterAll
    static void dropSample() {
        sample.close();
    }

    private static Workload workload(String schedule) throws Exception {
        Problems problems = new Problems();
        Schedule parsed = YamlFile.of("schedule.yaml", schedule, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
        Workload.Bound bound = sample.workload().schedules().get(0);
        return new Workload(List.of(new Workload.Bound(parsed, bound.binding(), bound.layouts())));
    }

    private static ClassDifference difference(String before, String after) throws Exception {
        Difference found = Differences.of(sample.operator(), workload(before), workload(after))
                .find(SampleNight.AS_OF, 3, new ForecasterTest.Silent());
        assertThat(found.classes()).hasSize(1);
        assertThat(found.classes().get(0).total()).isEqualTo(count("true"));
        return found.classes().get(0);
    }

    private static long count(String condition) {
        Long count = jdbc.queryForObject("select count(*) from (" + FACTS + ") f where " + condition, Long.class);
        return count == null ? -1 : count;
    }

    private static Map<String, Long> effects(Move move) {
        return move.effects().stream()
                .collect(Collectors.toMap(e -> e.kind().words(), Effect::records, Long::sum, TreeMap::new));
    }

    private static Move move(ClassDifference found, Under before, Under after) {
        return found.moves().stream()
                .filter(move -> move.before().equals(before) && move.after().equals(after))
                .findFirst()
                .orElseThrow(() -> new AssertionError(found.moves()));
    }

    private static Effect effect(Move move, DifferenceKind kind) {
        return move.effects().stream()
                .filter(effect -> effect.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError(move.effects()));
    }

    @Test
    void allComeDueLater_whenTheAgeIsRaised() throws Exception {
        ClassDifference found = difference(text, text.replace("age 25 of", "age 30 of"));

        Move raised = move(found, BY_25, BY_25);
        assertThat(effects(raised))
                .isEqualTo(Map.of(
                        "comes due later", count("what = 'day' and not care"),
                        "unchanged", count("what <> 'day' and not care")));
        assertThat(effects(move(found, BY_CARE, BY_CARE))).isEqualTo(Map.of("unchanged", count("care")));
        assertThat(found.moves()).hasSize(2);
        Effect later = effect(raised, DifferenceKind.LATER);
        assertThat(later.atOnce()).isEmpty();
        List<Long> days = jdbc.queryForList(
                "select (born + interval '30 years')::date - (born + interval '25 years')::date from (" + FACTS
                        + ") f where what = 'day' and not care order by 1",
                Long.class);
        assertThat(later.shift())
                .contains(new Difference.Shift(days.get((days.size() - 1) / 2), days.get(days.size() - 1)));
        assertThat(later.samples())
                .extracting(Object::toString)
                .isEqualTo(jdbc.queryForList(
                        "select id::text from (" + FACTS + ") f where what = 'day' and not care order by f.id limit 3",
                        String.class));
    }

    @Test
    void someFallDueAtOnce_whenTheAgeIsLowered() throws Exception {
        ClassDifference found = difference(text, text.replace("age 25 of", "age 20 of"));

        Effect earlier = effect(move(found, BY_25, BY_25), DifferenceKind.EARLIER);
        String atOnce = "what = 'day' and not care and (born + interval '20 years')::date <= date '2026-11-22'"
                + " and (born + interval '25 years')::date > date '2026-11-22'";
        assertThat(earlier.records()).isEqualTo(count("what = 'day' and not care"));
        assertThat(earlier.atOnce()).isEqualTo(Map.of(Status.DUE, count(atOnce)));
        assertThat(count(atOnce)).isPositive();
        assertThat(found.atOnce()).isEqualTo(count(atOnce));
        assertThat(earlier.shift().orElseThrow().greatest()).isEqualTo(-1827);
        assertThat(earlier.samples())
                .extracting(Object::toString)
                .isEqualTo(jdbc.queryForList(
                        "select id::text from (" + FACTS + ") f where " + atOnce + " order by f.id limit 3",
                        String.class));
    }

    @Test
    void theOtherRuleTakesOver_whenOneIsDropped() throws Exception {
        int from = text.indexOf("  - id: referral-looked-after");
        int to = text.indexOf("  - id: referral-last-year");
        ClassDifference found = difference(text, text.substring(0, from) + text.substring(to));

        Move moved = move(found, BY_CARE, BY_25);
        assertThat(effects(moved))
                .isEqualTo(withoutZeros(Map.of(
                        "comes due earlier", count("what = 'day' and care"),
                        "unchanged", count("what <> 'day' and care"))));
        assertThat(found.atOnce())
                .isEqualTo(count("what = 'day' and care and (born + interval '25 years')::date <= date '2026-11-22'"))
                .isPositive();
        assertThat(effects(move(found, BY_25, BY_25))).isEqualTo(Map.of("unchanged", count("not care")));
    }

    private static Map<String, Long> withoutZeros(Map<String, Long> counts) {
        Map<String, Long> left = new TreeMap<>(counts);
        left.values().removeIf(count -> count == 0);
        return left;
    }

    @Test
    void recordsAreLeftWithoutARule_whenTheOneThatWasForAllGoes() throws Exception {
        int from = text.indexOf("  - id: referral-25");
        int to = text.indexOf("  - id: referral-looked-after");
        ClassDifference found = difference(text, text.substring(0, from) + text.substring(to));

        Under none = new Under(Optional.empty(), Optional.empty());
        assertThat(effects(move(found, BY_25, none))).isEqualTo(Map.of("is left without a rule", count("not care")));
        assertThat(found.count(DifferenceKind.UNSCHEDULED)).isEqualTo(count("not care"));
        ClassDifference back = difference(text.substring(0, from) + text.substring(to), text);
        assertThat(effects(move(back, none, BY_25)))
                .isEqualTo(Map.of(
                        "has a day now, and had none", count("what = 'day' and not care"),
                        "has no day, for another reason", count("what <> 'day' and not care")));
        assertThat(back.atOnce())
                .isEqualTo(
                        count("what = 'day' and not care and (born + interval '25 years')::date <= date '2026-11-22'"));
    }

    @Test
    void theDayStays_whenOnlyTheActChanges() throws Exception {
        ClassDifference found = difference(text, text.replaceFirst("then: destroy", "then: review"));

        Under review = new Under(Optional.of("referral-25"), Optional.of("review"));
        assertThat(effects(move(found, BY_25, review))).isEqualTo(Map.of("same day, another act", count("not care")));
        assertThat(found.atOnce()).isZero();
    }

    @Test
    void recordsHaveNoDayAnyMore_whenTheyAreKeptPermanently() throws Exception {
        ClassDifference found =
                difference(text, text.replace("keep: until age 75 of the youngest child", "keep: permanently"));

        assertThat(effects(move(found, BY_CARE, BY_CARE)))
                .isEqualTo(withoutZeros(Map.of(
                        "has no day any more", count("what = 'day' and care"),
                        "has no day, for another reason", count("what <> 'day' and care"))));
        assertThat(found.count(DifferenceKind.NEVER)).isPositive();
    }

    @Test
    void nothingChangesAndNothingIsWritten_whenBothAreTheSame() throws Exception {
        Content before = Content.of(sample.superuser(), "sees");
        Content control = Content.of(sample.superuser(), "keepuntil");

        ClassDifference found = difference(text, text);

        assertThat(found.count(DifferenceKind.SAME)).isEqualTo(found.total());
        assertThat(Content.of(sample.superuser(), "sees")).isEqualTo(before);
        assertThat(Content.of(sample.superuser(), "keepuntil")).isEqualTo(control);
    }
}
