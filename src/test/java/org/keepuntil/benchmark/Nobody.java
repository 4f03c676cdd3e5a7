package org.keepuntil.benchmark;

import java.util.concurrent.TimeUnit;

/** Does nothing for a while: what the application feels without a run. */
record Nobody(int seconds) implements Contender {
    @Override
    public String name() {
        return "nobody";
    }

    @Override
    public String title() {
        return "no run at all";
    }

    @Override
    public Took run(Server server, String database) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
        return Took.of(seconds, seconds);
    }
}
