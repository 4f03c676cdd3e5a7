package org.keepuntil.plan;

import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;

/** A record with its facts and what was decided on them. */
public record Listed(RecordKey key, Facts facts, Standing standing, Decision decision) {}
