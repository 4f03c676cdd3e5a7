package org.keepuntil.benchmark;

import java.nio.file.Path;
import java.util.Map;

/** {@link BatchProgram} in a process of its own. */
record SpringBatch(String name, String title, Case of, int chunk, boolean batched, Path folder, String heap)
        implements Contender {
    static SpringBatch rowByRow(Case of, Path folder, String heap) {
        return new SpringBatch("row-by-row", "Spring Batch, row by row, chunks of 100", of, 100, false, folder, heap);
    }

    static SpringBatch batches(Case of, Path folder, String heap) {
        return new SpringBatch("jdbc-batches", "Spring Batch, JDBC batches of 1,000", of, 1000, true, folder, heap);
    }

    @Override
    public Took run(Server server, String database) throws Exception {
        Command.Ended ended = Command.start(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Map.of(
                                "SPRING_DATASOURCE_URL",
                                        server.address()
                                                .url(database, server.address().user(), ""),
                                "SPRING_DATASOURCE_PASSWORD", server.address().password()),
                        folder.resolve(name + ".txt"),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BatchProgram.class.getName(),
                        "--spring.batch.jdbc.initialize-schema=always",
                        "--benchmark.chunk=" + chunk,
                        "--benchmark.batched=" + batched,
                        "--benchmark.query=select r.id from " + of.from() + " where " + of.condition()
                                + " order by r.id")
                .orFail();
        Double work = server.database(database)
                .queryForObject(
                        "select extract(epoch from end_time - start_time)::float8 from batch_step_execution",
                        Double.class);
        return new Took(work == null ? 0 : work, ended.seconds(), ended.peak(), Map.of());
    }
}
