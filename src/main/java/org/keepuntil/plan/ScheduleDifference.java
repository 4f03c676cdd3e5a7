package org.keepuntil.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Explanation;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;

/**
 * What changes in the words of a schedule. It needs no database.
 *
 * @param schedule what changes in the schedule as a whole
 * @param classesAdded names of classes of records that are new
 * @param classesRemoved names of those that are gone
 * @param rules the rules that change in any way, those that are gone and those that are new
 * @param unchanged how many rules stay word for word
 */
public record ScheduleDifference(
        List<Part> schedule,
        List<String> classesAdded,
        List<String> classesRemoved,
        List<RuleDifference> rules,
        int unchanged) {
    public ScheduleDifference {
        schedule = List.copyOf(schedule);
        classesAdded = List.copyOf(classesAdded);
        classesRemoved = List.copyOf(classesRemoved);
        rules = List.copyOf(rules);
    }

    /**
     * One thing that changes.
     *
     * @param before in the words of the schedule, empty where it said nothing
     * @param after likewise
     */
    public record Part(String what, String before, String after) {}

    /** What becomes of a rule. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A rule and all that changes in it; of one that is new or gone, all that it says. */
    public record RuleDifference(String id, Change change, List<Part> parts) {
        public RuleDifference {
            parts = List.copyOf(parts);
        }
    }

    public static ScheduleDifference between(Schedule before, Schedule after) {
        List<RuleDifference> rules = new ArrayList<>();
        int unchanged = 0;
        Map<String, Rule> old = byId(before);
        Map<String, Rule> now = byId(after);
        for (String id : both(old.keySet(), now.keySet())) {
            Map<String, String> was = says(old.get(id));
            Map<String, String> is = says(now.get(id));
            List<Part> parts = parts(was, is);
            if (parts.isEmpty()) {
                unchanged++;
            } else {
                rules.add(new RuleDifference(
                        id, was.isEmpty() ? Change.ADDED : is.isEmpty() ? Change.REMOVED : Change.CHANGED, parts));
            }
        }
        return new ScheduleDifference(
                parts(says(before), says(after)), without(after, before), without(before, after), rules, unchanged);
    }

    public boolean isEmpty() {
        return schedule.isEmpty() && classesAdded.isEmpty() && classesRemoved.isEmpty() && rules.isEmpty();
    }

    private static Map<String, Rule> byId(Schedule schedule) {
        return schedule.rules().stream()
                .collect(Collectors.toMap(Rule::id, rule -> rule, (a, b) -> a, LinkedHashMap::new));
    }

    private static Set<String> both(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> without(Schedule schedule, Schedule other) {
        return schedule.records().stream()
                .map(RecordClass::name)
                .filter(name -> other.recordClass(name).isEmpty())
                .toList();
    }

    private static List<Part> parts(Map<String, String> before, Map<String, String> after) {
        return both(before.keySet(), after.keySet()).stream()
                .map(what -> new Part(what, before.getOrDefault(what, ""), after.getOrDefault(what, "")))
                .filter(part -> !part.before().equals(part.after()))
                .toList();
    }

    private static Map<String, String> says(Schedule schedule) {
        Map<String, String> says = new LinkedHashMap<>();
        says.put("schedule", schedule.name());
        says.put("title", schedule.title());
        says.put("version", schedule.version());
        schedule.reviewBy().ifPresent(day -> says.put("review by", day.toString()));
        says.put("time zone", schedule.zone().getId());
        schedule.years()
                .starts()
                .forEach((kind, start) -> says.put(
                        kind.name().toLowerCase(Locale.ROOT) + " year from",
                        String.format(Locale.ROOT, "%02d-%02d", start.getMonthValue(), start.getDayOfMonth())));
        return says;
    }

    /** What a rule says, in the order of the file and under its keys; nothing where there is no rule. */
    private static Map<String, String> says(@Nullable Rule rule) {
        Map<String, String> says = new LinkedHashMap<>();
        if (rule == null) {
            return says;
        }
        says.put("records", rule.records());
        rule.when().ifPresent(when -> says.put("when", Explanation.ofCondition(when)));
        if (rule.stages().size() == 1) {
            says.put("keep", rule.lastStage().phrase());
            says.put("then", rule.lastStage().then().word());
        } else {
            says.put(
                    "stages",
                    rule.stages().stream()
                            .map(stage ->
                                    stage.phrase() + ", then " + stage.then().word())
                            .collect(Collectors.joining("; ")));
        }
        rule.noLongerThanPhrase().ifPresent(phrase -> says.put("no longer than", phrase));
        rule.notice().ifPresent(days -> says.put("after notice of", days + " days"));
        rule.decideWithin().ifPresent(days -> says.put("decide within", days + " days"));
        rule.basis().ifPresent(basis -> says.put("basis", basis.name().toLowerCase(Locale.ROOT)));
        rule.authority().ifPresent(authority -> says.put("authority", authority));
        if (!rule.statistics().isEmpty()) {
            says.put("statistics", String.join(", ", rule.statistics()));
        }
        if (rule.sendCopy()) {
            says.put("send copy", "yes");
        }
        says.put("approval", rule.approval().word());
        return says;
    }
}
