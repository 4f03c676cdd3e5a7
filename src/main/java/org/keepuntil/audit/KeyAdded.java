package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * From now on another key signs the log.
 *
 * @param key the public key, as verifiers are given it
 * @param replaces the key before it; empty for the first
 * @param lost whether the key before it was lost, so that it does not vouch for this one
 */
public record KeyAdded(String key, Instant at, String replaces, boolean lost) implements Entry {
    static final String KIND = "key";

    private static final String LOST = "lost";

    public KeyAdded {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    static KeyAdded of(Fields fields) {
        return new KeyAdded(
                fields.text(), fields.time(), fields.text(), fields.next().equals(LOST));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Escapes.text(key), at.toString(), Escapes.text(replaces), lost ? LOST : "");
    }
}
