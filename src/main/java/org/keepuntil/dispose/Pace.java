package org.keepuntil.dispose;

/**
 * How large a batch is: as many records as take about the target time, so that the application does not notice.
 *
 * @param targetMillis what a transaction should take
 */
public record Pace(int smallest, int first, int largest, long targetMillis) {
    /** 200 ms: with the lock timeout it stays below PostgreSQL's deadlock timeout. */
    public static final Pace DEFAULT = new Pace(50, 500, 5000, 200);

    int next(int size, long tookNanos) {
        double took = Math.max(1e-3, tookNanos / 1e6);
        double wanted = size * Math.max(0.5, Math.min(2.0, targetMillis / took));
        return (int) Math.max(smallest, Math.min(largest, Math.round(wanted)));
    }
}
