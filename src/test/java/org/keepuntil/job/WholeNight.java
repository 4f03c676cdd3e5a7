package org.keepuntil.job;

import org.keepuntil.testing.SampleNight;

/** A night from its plan to its end, without Batch, for tests of what comes after it. */
public final class WholeNight {
    private WholeNight() {}

    public static Night of(SampleNight sample) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.searchAgain();
        night.refreshViews();
        night.list();
        night.trace();
        night.seal();
        return night;
    }
}
