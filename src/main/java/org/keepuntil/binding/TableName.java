package org.keepuntil.binding;

import java.util.Optional;

/** A table as a binding names it: with its schema, or without where the name is unique in the database. */
public record TableName(Optional<String> schema, String name) {
    @Override
    public String toString() {
        return schema.map(s -> s + ".").orElse("") + name;
    }
}
