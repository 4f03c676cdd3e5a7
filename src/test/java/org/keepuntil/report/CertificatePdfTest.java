package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keepuntil.schedule.Disposal;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class CertificatePdfTest {
    @TempDir
    static Path temp;

    private static Path full = Path.of("");

    @BeforeAll
    static void write() throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        full = certificate("full", SampleBasis.report());
    }

    @ParameterizedTest
    @EnumSource(names = {"PDFA_2_A", "PDFUA_1"})
    void certificate_isWhatItSays_whenAnotherProgramLooks(PDFAFlavour flavour) throws Exception {
        for (Path pdf : List.of(full, certificate("plain-" + flavour, Sample.report()), period(flavour.name()))) {
            try (InputStream in = Files.newInputStream(pdf);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = inEnglish(() -> validator.validate(parser));

                assertThat(result.getTestAssertions())
                        .filteredOn(a -> a.getStatus() == org.verapdf.pdfa.results.TestAssertion.Status.FAILED)
                        .as(pdf.toString())
                        .isEmpty();
                assertThat(result.isCompliant()).isTrue();
                assertThat(result.getTotalAssertions()).isGreaterThan(1_000);
            }
        }
    }

    @Test
    void certificate_isTaggedAndHasItsFonts() throws Exception {
        try (PDDocument document = Loader.loadPDF(full.toFile())) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getOutputIntents()).hasSize(1);
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("Certificate of destruction, run 2026-11-22-01 of database “sees”");
            List<String> fonts = new ArrayList<>();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts.add(font.getName().replaceFirst("^[A-Z]+\\+", ""));
                }
            }
            assertThat(fonts).contains("LiberationSans", "LiberationSans-Bold", "LiberationMono");
        }
    }

    @Test
    void page_hasEveryFieldThatTheNormsAskFor() throws Exception {
        assertThat(text(full, 1))
                .containsSubsequence(
                        "South Essex Extended Services",
                        "Certificate of destruction",
                        "By the run of 22 November 2026, 3,377 records of South Essex Extended Services were destroyed",
                        "referral-25: until age 25 of the youngest child",
                        "3,377",
                        "Form and place",
                        "rows of the database “sees”",
                        "Dates covered",
                        "Schedule",
                        "adopted by Executive Board on 24 March 2026 (minute 26/114)",
                        "Approved by",
                        "m.lindqvist on 1 June 2026, a standing approval, taken back since; r.okafor on 21 November 2026, for the"
                                + " very plan",
                        "Carried out by",
                        "keepuntil_sees_operator, with Keepuntil 0.1.0",
                        "When",
                        "Method",
                        "How far",
                        "Every table has reached level 2",
                        "Verified",
                        "Entries 120,412 to 123,813 of the audit log, under a checkpoint that is signed, over 123,900 whose root is"
                                + " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=.",
                        "Holds",
                        "3 holds",
                        "Due, and not done",
                        "23 records",
                        "Not covered",
                        "Paper files in the Basildon store (Records Manager)",
                        "Backups",
                        "Kept for 35 days, as the organisation states; not verified. From 27 December 2026 on none holds these records.",
                        "Security category",
                        "Signatures",
                        "Carried out Verified Authorised",
                        "Name",
                        "Position",
                        "Contact",
                        "Place, date",
                        "Signature");
    }

    @Test
    void page_isOnePage_andTheAnnexFollows() throws Exception {
        for (Path pdf : List.of(
                full,
                certificate("many", manyRules()),
                certificate(
                        "wrong",
                        Samples.withRegister(consumer -> Sample.register(12).forEach(consumer))))) {
            assertThat(text(pdf, 1))
                    .as(pdf.toString())
                    .contains("Signature")
                    .doesNotContain("A. What was done, by rule");
            assertThat(text(pdf, 2)).as(pdf.toString()).contains("Annex A. What was done, by rule");
        }
    }

    @Test
    void page_saysThatThereAreMore_whenTheyDoNotFit() throws Exception {
        Path pdf = certificate("more", manyRules());

        assertThat(text(pdf, 1))
                .contains("rule-1: ", "and by 38 rules more, in section A of the annex")
                .doesNotContain("rule-9:");
        assertThat(text(pdf, 0)).contains("rule-39: ");
    }

    /** No title has a place to break at, or it is written from right to left in letters that the font does not have. */
    @Test
    void page_isOnePage_andMarksWhatItCannotSet_whenWordsAreHardToSet() throws Exception {
        Path pdf = certificate("long", HardSamples.longWords());

        assertThat(text(pdf, 1))
                .contains(
                        "Signature",
                        "[…] class_2-rule",
                        "Where […] stands there are letters that this document cannot set.")
                .contains("<b>not bold</b> & \"quoted\"")
                .doesNotContain("A. What was done, by rule", "#");
        assertThat(text(pdf, 2)).contains("Annex A. What was done, by rule");
        assertThat(text(full, 0)).doesNotContain(Settable.MARK);
    }

    @Test
    void certificate_saysThatNothingWent_andClaimsNoMore_whenNothingRan() throws Exception {
        Path pdf = PeriodWriter.write(temp.resolve("quiet"), SamplePeriod.quiet())
                .directory()
                .resolve(CertificatePdf.NAME);

        assertThat(text(pdf, 0))
                .contains(
                        "Certificate that nothing was destroyed",
                        "There was no run from 1 January 2026 to 31 March 2026: Keepuntil destroyed and changed nothing.",
                        "When There was no run.",
                        "There was no run that could have asked for copies elsewhere.")
                .doesNotContain("I ran the disposal", "Carried out", "Security category To be", "has named no copies");
    }

    @Test
    void page_isOnePage_whenThereAreTwoHundredClasses() throws Exception {
        Path pdf = certificate("many-classes", HardSamples.manyClasses(200));

        assertThat(text(pdf, 1)).contains("Signature").doesNotContain("A. What was done, by rule");
        assertThat(text(pdf, 0)).contains("class_199-rule");
    }

    @Test
    void everyPage_bearsItsNumberAndThatOfTheCertificate() throws Exception {
        try (PDDocument document = Loader.loadPDF(full.toFile())) {
            int pages = document.getNumberOfPages();
            for (int page = 1; page <= pages; page++) {
                assertThat(text(full, page))
                        .contains(
                                "Certificate of destruction, run 2026-11-22-01 of database “sees”",
                                "Made by Keepuntil. " + page + " of " + pages);
            }
        }
    }

    @Test
    void period_tellsNoDayThatIsABirthday() throws Exception {
        Path pdf = period("birthdays");

        assertThat(text(pdf, 1)).contains("When 2 runs, from 30 October 2026 to November 2026.");
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo("2026-12-31T00:00:00Z");
        }
    }

    @Test
    void method_isWhatWasDone() throws Exception {
        assertThat(text(full, 1))
                .contains(
                        "Method Rows deleted, each record with its entry in the audit log in one transaction; then the files of"
                                + " the tables made anew (section D: 1 of 2).");
        assertThat(text(period("method"), 1)).contains("Rows deleted, each record");
        assertThat(text(certificate("anonymised", anonymised()), 1)).contains("Method Rows changed, each record");
    }

    @Test
    void seal_isNotCalledSigned_whenItsSignatureIsOfAnotherText() throws Exception {
        RunReport forged = SampleBasis.with(Sample.report(), SampleBasis.forged());

        assertThat(text(certificate("forged", forged), 1))
                .contains("under a checkpoint whose signature does not verify, over");
        assertThat(Samples.html(temp.resolve("forged-page"), forged))
                .contains("It is not signed with a key that the database names.")
                .contains("The checkpoint over this run is not signed with a key that the database names.");
    }

    @Test
    void page_warns_whenTheCountsDoNotAddUp() throws Exception {
        Path pdf = certificate(
                "warns", Samples.withRegister(consumer -> Sample.register(12).forEach(consumer)));

        assertThat(text(pdf, 1)).contains("Do not sign before somebody has found out why.");
    }

    @Test
    void annex_hasReasonsLevelsAndDigests() throws Exception {
        assertThat(text(full, 0))
                .containsSubsequence(
                        "A. What was done, by rule",
                        "securely destroyed",
                        "B. What went with the records",
                        "sees.contact",
                        "C. Approvals",
                        "“Listed to the Executive Board on 20 November”",
                        "D. How far the destruction went",
                        "Reached for 1 of 2 tables",
                        "\"sees\".\"contact\"",
                        "the window closed before the table could be rewritten",
                        "E. Due, and not done",
                        "held since the plan",
                        "F. Not covered",
                        "Monthly extract in the county’s data warehouse",
                        "G. How to verify it",
                        "register.csv: 3,377 rows",
                        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                        "Which field answers which requirement",
                        "NIST SP 800-88");
    }

    @Test
    void certificate_namesNoRecord() throws Exception {
        String text = text(full, 0).replaceAll("\\s", "");

        assertThat(text).doesNotContain(Sample.token(0), Sample.token(900_000));
    }

    @Test
    void certificate_isNotMade_whenThereIsNothingToCertify() throws Exception {
        Path directory =
                ReportWriter.write(temp.resolve("empty"), Samples.empty()).directory();

        assertThat(directory.resolve(CertificatePdf.NAME)).doesNotExist();
        assertThat(directory.resolve("report.html")).content().doesNotContain("certificate.pdf");
    }

    /** The validator finds no type Integer where a capital I has no dot in lower case. */
    private static ValidationResult inEnglish(Callable<ValidationResult> validation) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            return validation.call();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static RunReport anonymised() {
        return Samples.withRegister(consumer -> Sample.register(Sample.DONE)
                .map(row -> new RegisterRow(
                        row.logIndex(),
                        row.recordClass(),
                        row.record(),
                        Disposal.ANONYMISE,
                        row.rule(),
                        row.date(),
                        "anonymised",
                        row.components()))
                .forEach(consumer));
    }

    private static RunReport manyRules() {
        RunReport sample = SampleBasis.report();
        ClassReport referral = sample.classes().get(0);
        List<RuleReport> rules = IntStream.range(0, 40)
                .mapToObj(i -> new RuleReport(
                        "rule-" + i,
                        "the longest of 25 years after the end of the financial year of the last contact, and age 25 of the youngest"
                                + " child of " + i,
                        Optional.of(Disposal.DESTROY),
                        Optional.of("Children Act 1989, and the schedule of the board, part " + i),
                        85))
                .toList();
        return Samples.with(
                sample.run(),
                List.of(new ClassReport(
                        referral.name(),
                        referral.title(),
                        referral.total(),
                        referral.statuses(),
                        rules,
                        referral.outcomes(),
                        referral.components(),
                        List.of(),
                        List.of())),
                consumer -> Sample.register(Sample.DONE)
                        .map(row -> new RegisterRow(
                                row.logIndex(),
                                row.recordClass(),
                                row.record(),
                                row.action(),
                                "rule-" + row.logIndex() % 40,
                                row.date(),
                                row.components()))
                        .forEach(consumer),
                sample.exceptions());
    }

    private static Path period(String name) throws IOException {
        return PeriodWriter.write(temp.resolve("period-" + name), SamplePeriod.report(Optional.empty()))
                .directory()
                .resolve(CertificatePdf.NAME);
    }

    private static Path certificate(String name, RunReport report) throws IOException {
        return ReportWriter.write(temp.resolve(name), report).directory().resolve(CertificatePdf.NAME);
    }

    /** The words of a page, in lines joined by spaces; of all pages where it is 0. */
    private static String text(Path pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            if (page > 0) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
            }
            return stripper.getText(document).replaceAll("\\s+", " ").strip();
        }
    }
}
