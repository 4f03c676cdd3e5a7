package org.keepuntil.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of a night in their order. */
@Configuration(proxyBeanMethods = false)
public class NightConfiguration {
    @Bean
    Job night(JobRepository repository, Night night) {
        return new JobBuilder("night", repository)
                .start(step("plan", repository, night, night::plan))
                .next(step("finish", repository, night, night::removeFiles))
                .next(step("watch", repository, night, night::watch))
                .next(step("pack", repository, night, night::pack))
                .next(step("dispose", repository, night, night::dispose))
                .next(step("search again", repository, night, night::searchAgain))
                .next(step("files", repository, night, night::removeFiles))
                .next(step("refresh", repository, night, night::refreshViews))
                .next(step("list", repository, night, night::list))
                .next(step("residue", repository, night, night::trace))
                .next(step("seal", repository, night, night::seal))
                .build();
    }

    /**
     * A step that calls one capability. Its own transaction is none: the capabilities have theirs, many to a step, and must not find
     * themselves within one that is open for the whole of it. What goes wrong is kept aside: Batch writes the text of an exception into
     * its tables, and a server's message may quote a record.
     */
    private static Step step(String name, JobRepository repository, Night night, Runnable capability) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, context) -> {
                            try {
                                capability.run();
                            } catch (RuntimeException e) {
                                night.failed(e);
                                throw new StepFailedException(name, e.getClass());
                            }
                            return RepeatStatus.FINISHED;
                        },
                        new ResourcelessTransactionManager())
                .build();
    }
}
