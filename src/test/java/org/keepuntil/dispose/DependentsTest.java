package org.keepuntil.dispose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** Of which components one statement may remove the rows, and of which each row has to be looked at. */
class DependentsTest {
    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeSample() throws Exception {
        sample = SampleNight.ofSample(10, keys);
        jdbc = new JdbcTemplate(sample.superuser());
    }

    @AfterEach
    void dropSample() {
        sample.close();
    }

    @Test
    void rowsThatBelongToOneRecordAlone_areDependent() throws Exception {
        assertThat(tables())
                .containsExactlyInAnyOrder(
                        "sees.referral_child", "sees.contact", "sees.assessment", "sees.plan", "sees.document");
    }

    @Test
    void aTableWithADeleteTrigger_isLookedAt() throws Exception {
        jdbc.execute("create function sees.say() returns trigger language plpgsql as $$ begin return old; end $$;"
                + "create trigger say before delete on sees.contact for each row execute function sees.say();"
                + "create trigger say after insert on sees.plan for each row execute function sees.say()");
        assertThat(tables()).doesNotContain("sees.contact").contains("sees.plan");
    }

    @Test
    void aTableToWhichAnotherPartRefers_isLookedAtWithIt() throws Exception {
        jdbc.execute("alter table sees.document add column contact_id bigint references sees.contact");
        assertThat(tables()).containsExactlyInAnyOrder("sees.referral_child", "sees.assessment", "sees.plan");
    }

    @Test
    void aTableWithHeirs_isLookedAt() throws Exception {
        jdbc.execute("create table sees.old_contact () inherits (sees.contact)");
        assertThat(tables()).doesNotContain("sees.contact");
    }

    private List<String> tables() throws Exception {
        return Dependents.of(sample.workload().classes().get(0), jdbc).all().stream()
                .map(dependent -> dependent.table().toString())
                .toList();
    }
}
