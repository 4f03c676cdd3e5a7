package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Column;
import org.keepuntil.sql.Workload.Work;

/** The key of a record as a person writes it: one argument, or one for each column, or one with slashes between the columns. */
final class KeyArguments {
    private KeyArguments() {}

    /**
     * The key.
     *
     * @throws UserError if it has another number of parts than the class's
     */
    static RecordKey key(Work work, List<String> arguments) {
        List<Column> columns = work.layout().key();
        RecordKey key =
                arguments.size() == 1 ? RecordKey.parse(arguments.get(0), columns.size()) : new RecordKey(arguments);
        if (key.parts().size() != columns.size()) {
            List<String> names = columns.stream().map(Column::name).toList();
            throw new UserError(
                    ExitCode.USAGE,
                    "Records of class " + work.name() + " are known by " + String.join(" and ", names) + "; "
                            + Words.count(key.parts().size(), "value was", "values were") + " given.",
                    "Give " + Words.count(columns.size(), "value", "values") + " after the class.");
        }
        return key;
    }
}
