package org.keepuntil.binding;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.decide.DateReading;
import org.keepuntil.examples.ClassSetting;
import org.keepuntil.examples.ClassSetting.HowMany;
import org.keepuntil.examples.Setting;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Schedule;

/** What a binding says about the records of examples: everything but where they are. */
final class ExampleSettings {
    private ExampleSettings() {}

    static Setting of(Schedule schedule, Binding binding) {
        Map<String, ClassSetting> classes = new HashMap<>();
        binding.records().forEach(bound -> classes.put(bound.name(), of(schedule, bound)));
        return new Setting(binding.years().orElse(schedule.years()), classes);
    }

    private static ClassSetting of(Schedule schedule, BoundClass bound) {
        ZoneId zone = schedule.zone();
        Map<String, DateReading> events = new HashMap<>();
        Map<String, String> standIns = new HashMap<>();
        bound.events().forEach((name, source) -> {
            events.put(name, reading(source, zone));
            source.orElse().ifPresent(other -> standIns.put(name, other));
        });
        Set<String> existence = bound.facts().entrySet().stream()
                .filter(fact -> fact.getValue() instanceof FactSource.AnyOf)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, ClassSetting.Role> people = new HashMap<>();
        List<Mention> mentions = BindingCheck.mentions(schedule, bound);
        bound.people()
                .forEach((name, source) -> people.put(name, role(source, ClassSetting.counts(mentions, name), zone)));
        return new ClassSetting(bound.openWhile(), events, standIns, existence, people);
    }

    private static ClassSetting.Role role(BoundClass.People people, boolean counts, ZoneId zone) {
        DateReading born = reading(people.born(), zone);
        return new ClassSetting.Role(
                people.several() ? HowMany.SEVERAL : HowMany.ONE,
                counts,
                people.deathsRecorded(),
                born,
                people.died().map(died -> reading(died, zone)).orElse(born));
    }

    private static DateReading reading(DateSource source, ZoneId zone) {
        return ClassSetting.reading(zone, source.firstOfJanuaryIsYear(), Set.copyOf(source.placeholders()));
    }
}
