package org.keepuntil.decide;

import java.math.BigDecimal;

/** The value of a fact of a record. */
public sealed interface FactValue {
    /** No value: every comparison with it is unknown. */
    record Null() implements FactValue {}

    record Text(String value) implements FactValue {}

    record Numeric(BigDecimal value) implements FactValue {}

    record Truth(boolean value) implements FactValue {}
}
