package org.keepuntil.control;

/** The control schema is not one that this program can work with. The message says what to do. */
public final class ControlSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ControlSchema.State state;

    ControlSchemaException(ControlSchema.State state) {
        super(state.advice());
        this.state = state;
    }

    public ControlSchema.State state() {
        return state;
    }
}
