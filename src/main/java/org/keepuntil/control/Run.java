package org.keepuntil.control;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run as its row says.
 *
 * @param epoch raised by whoever takes the run over; a runner that finds another one than its own has lost the run
 * @param digests empty until the plan is frozen
 * @param report JSON: the schedules' titles, versions and rules as they stood when the run was planned
 * @param operator the account that began it
 * @param exitCode of the program that ended or left it
 */
public record Run(
        long id,
        int epoch,
        RunState state,
        LocalDate asOf,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<PlanDigests> digests,
        Optional<String> report,
        String operator,
        OptionalInt exitCode,
        Optional<String> message) {}
