package org.keepuntil.dispose;

/**
 * How large a batch is: as many records as take about the target time, so that the application does not notice; and how many records a
 * run looks at in a second, at most.
 *
 * @param targetMillis what a transaction should take
 * @param perSecond records a second, of all workers together; infinite where nobody asked for a limit
 * @param workers how many batches are worked on at once
 */
public record Pace(int smallest, int first, int largest, long targetMillis, double perSecond, int workers) {
    /** 200 ms: with the lock timeout it stays below PostgreSQL's deadlock timeout. */
    public static final Pace DEFAULT = new Pace(50, 500, 5000, 200);

    /** A batch at a time. */
    public Pace(int smallest, int first, int largest, long targetMillis, double perSecond) {
        this(smallest, first, largest, targetMillis, perSecond, 1);
    }

    /** As fast as it goes. */
    public Pace(int smallest, int first, int largest, long targetMillis) {
        this(smallest, first, largest, targetMillis, Double.POSITIVE_INFINITY);
    }

    /** The same by so many workers. */
    public Pace by(int number) {
        return new Pace(smallest, first, largest, targetMillis, perSecond, number);
    }

    /** The part of one of the workers. */
    Pace ofOne() {
        return workers == 1 ? this : new Pace(smallest, first, largest, targetMillis).atMost(perSecond / workers);
    }

    /** The same at a limited rate: no batch has more records than a second may have, so that the load is even. */
    public Pace atMost(double records) {
        int most = (int) Math.max(1, Math.min(largest, records));
        return new Pace(Math.min(smallest, most), Math.min(first, most), most, targetMillis, records, workers);
    }

    /** How long a batch has to have taken before the next may begin. */
    long nanosFor(int records) {
        return Math.round(records / perSecond * 1e9);
    }

    int next(int size, long tookNanos) {
        double took = Math.max(1e-3, tookNanos / 1e6);
        double wanted = size * Math.max(0.5, Math.min(2.0, targetMillis / took));
        return (int) Math.max(smallest, Math.min(largest, Math.round(wanted)));
    }
}
