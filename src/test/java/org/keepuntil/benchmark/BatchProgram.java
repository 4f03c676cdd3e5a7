package org.keepuntil.benchmark;

import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** A Spring Batch job as tutorials have it: a reader with a query, a writer that deletes. No locks, no second look, no log. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BatchProgram {
    private static final String NOTES = "delete from bench.note where referral_id = ?";
    private static final String REFERRAL = "delete from bench.referral where id = ?";

    protected BatchProgram() {}

    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(BatchProgram.class, args)));
    }

    @Bean
    Job job(JobRepository repository, Step dispose) {
        return new JobBuilder("benchmark", repository).start(dispose).build();
    }

    @Bean
    Step dispose(
            JobRepository repository,
            PlatformTransactionManager transactions,
            JdbcCursorItemReader<Long> reader,
            DataSource database,
            @Value("${benchmark.chunk}") int chunk,
            @Value("${benchmark.batched}") boolean batched) {
        return new StepBuilder("dispose", repository)
                .<Long, Long>chunk(chunk)
                .transactionManager(transactions)
                .reader(reader)
                .writer(
                        batched
                                ? new CompositeItemWriter<>(writer(database, NOTES), writer(database, REFERRAL))
                                : rowByRow(database))
                .build();
    }

    @Bean
    JdbcCursorItemReader<Long> reader(DataSource database, @Value("${benchmark.query}") String query) {
        return new JdbcCursorItemReaderBuilder<Long>()
                .name("due")
                .dataSource(database)
                .sql(query)
                .fetchSize(1000)
                .rowMapper((row, number) -> row.getLong(1))
                .build();
    }

    private static JdbcBatchItemWriter<Long> writer(DataSource database, String delete) {
        JdbcBatchItemWriter<Long> writer = new JdbcBatchItemWriterBuilder<Long>()
                .dataSource(database)
                .sql(delete)
                .itemPreparedStatementSetter((id, statement) -> statement.setLong(1, id))
                .assertUpdates(false)
                .build();
        writer.afterPropertiesSet();
        return writer;
    }

    private static ItemWriter<Long> rowByRow(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        return chunk -> chunk.forEach(id -> {
            jdbc.update(NOTES, id);
            jdbc.update(REFERRAL, id);
        });
    }
}
