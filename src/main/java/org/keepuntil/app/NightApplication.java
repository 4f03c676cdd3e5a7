package org.keepuntil.app;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.job.Night;
import org.keepuntil.job.NightConfiguration;
import org.keepuntil.job.NightShift;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** What a night runs in: Spring Batch with its history in the control schema, around a database and a night that are made outside. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NightConfiguration.class)
public class NightApplication {
    /**
     * Given as arguments, which come before everything: no variable of the environment and no file in the working directory may
     * change how a night is run.
     */
    private static final String[] SETTINGS = {
        "--spring.config.location=classpath:/application.properties",
        "--spring.batch.job.enabled=false",
        "--spring.batch.jdbc.table-prefix=keepuntil.BATCH_",
        "--spring.batch.jdbc.initialize-schema=never",
        "--spring.sql.init.mode=never"
    };

    /** Works the night through; the database stays open. */
    public static void work(
            DataSource database,
            Night night,
            BooleanSupplier stop,
            LocalDate asOf,
            Optional<StoredPlan> only,
            Consumer<Night> closed)
            throws SQLException {
        SpringApplication application = new SpringApplication(NightApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // a signal is answered between two batches, not by taking the context down under a batch
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("dataSource", database);
            context.getBeanFactory().registerSingleton("work", night);
        });
        try (ConfigurableApplicationContext context = application.run(SETTINGS)) {
            NightShift shift = new NightShift(
                    database, context.getBean(JobOperator.class), context.getBean(Job.class), night, stop);
            if (only.isPresent()) {
                shift.work(only.get(), closed);
            } else {
                shift.work(asOf, closed);
            }
        }
    }

    protected NightApplication() {}
}
