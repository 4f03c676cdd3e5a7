package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoffTest {
    @Test
    void paragraph_isTextAlone_whateverStandsInIt() {
        assertThat(new Roff()
                        .paragraph(".pgpass isn't \"C:\\x\": ~/.config, 5–6")
                        .toString())
                .isEqualTo(".PP\n\\&.pgpass isn\\(aqt \\(dqC:\\ex\\(dq: \\(ti/.config, 5\\[u2013]6\n");
    }

    @Test
    void paragraph_isBold_whereItIsToBeTyped() {
        assertThat(new Roff()
                        .paragraph("Run `keepuntil run --quiet`, or `init`.")
                        .toString())
                .isEqualTo(".PP\nRun \\fBkeepuntil run \\-\\-quiet\\fR, or \\fBinit\\fR.\n");
    }

    @Test
    void item_keepsItsParagraphsApart() {
        assertThat(new Roff().item("--for=TIME", "One.", "Two.").toString())
                .isEqualTo(".TP\n\\fB\\-\\-for=TIME\\fR\nOne.\n.IP\nTwo.\n");
    }

    @Test
    void typed_isALineOfItsOwn_asItWasWritten() {
        assertThat(new Roff().typed("keepuntil plan `date`").toString())
                .isEqualTo(".RS 4\n.nf\nkeepuntil plan \\(gadate\\(ga\n.fi\n.RE\n");
    }
}
