package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.catalog.Table;

/** A column from which a date or a fact of a record is read, or by which the row that has it is found. */
public record OperandColumn(Table table, String name) {
    /** All of a class, whether a rule asks for them or not. */
    public static Set<OperandColumn> of(Layout layout) {
        List<Layout.DatePath> dates = new ArrayList<>(layout.events().values());
        layout.people().values().forEach(people -> {
            dates.add(people.born());
            people.died().ifPresent(dates::add);
        });
        Set<OperandColumn> columns = new LinkedHashSet<>();
        for (Layout.DatePath date : dates) {
            date.paths().forEach(path -> add(path, columns));
            date.precision().ifPresent(path -> add(path, columns));
            date.estimated().ifPresent(path -> add(path, columns));
        }
        for (Layout.FactPath fact : layout.facts().values()) {
            if (fact instanceof Layout.FactPath.AnyOf any) {
                add(any.steps(), columns);
                Table end = any.steps().isEmpty()
                        ? layout.root()
                        : any.steps().get(any.steps().size() - 1).to();
                any.column().ifPresent(column -> columns.add(new OperandColumn(end, column.name())));
            } else {
                add(((Layout.FactPath.Value) fact).path(), columns);
            }
        }
        return columns;
    }

    private static void add(Path path, Set<OperandColumn> columns) {
        add(path.steps(), columns);
        columns.add(new OperandColumn(path.end(), path.column().name()));
    }

    private static void add(List<Step> steps, Set<OperandColumn> columns) {
        for (Step step : steps) {
            step.nearColumns().forEach(column -> columns.add(new OperandColumn(step.from(), column)));
            step.farColumns().forEach(column -> columns.add(new OperandColumn(step.to(), column)));
        }
    }
}
