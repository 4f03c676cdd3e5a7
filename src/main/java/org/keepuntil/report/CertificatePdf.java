package org.keepuntil.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;

/**
 * The certificate as a PDF that can be kept: PDF/A-2a (ISO 19005-2) and tagged as PDF/UA-1 (ISO 14289-1) asks, with its fonts in it. The same
 * certificate always gives the same bytes, whoever makes it again.
 */
final class CertificatePdf {
    static final String NAME = "certificate.pdf";

    private static final String PROGRAM = "Keepuntil";
    private static final List<String> SIZES = List.of("8.9pt", "8.2pt", "7.5pt");

    /** Where the template has room for what is said of letters that could not be set. */
    private static final String UNSET = "<!-- unset -->";

    private static final String EXPLAINED = "<p>Where " + Settable.MARK
            + " stands there are letters that this document cannot set. The report has them.</p>";

    private static final Pattern NOT_IN_STYLES = Pattern.compile("[^\\p{L}\\p{N} .,:()“”-]");
    private static final Pattern NOT_IN_XML = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

    private CertificatePdf() {}

    /** @param at the time that the file bears: that of what it certifies, not that of its making */
    static WrittenFile write(Path directory, Certificate certificate, Instant at) throws IOException {
        Metadata metadata = new Metadata(
                certificate.title() + ", " + certificate.number(),
                certificate.organisation(),
                PROGRAM,
                at.truncatedTo(ChronoUnit.SECONDS));
        DigestingFile file = DigestingFile.create(directory.resolve(NAME));
        try (OutputStream bytes = file.stream()) {
            bytes.write(render(certificate, metadata));
        }
        return new WrittenFile(NAME, 0, file.sha256());
    }

    /** What is signed is one page: where it does not fit it is set smaller, and then with fewer lines, which the annex has all the same. */
    private static byte[] render(Certificate certificate, Metadata metadata) throws IOException {
        Settable settable = new Settable(fontFile("LiberationSans-Regular"));
        byte[] pdf = {};
        for (int lines = certificate.lines().size(); lines >= 0; lines = lines == 0 ? -1 : lines / 2) {
            Certificate shown = certificate.withLines(lines);
            for (String size :
                    lines == certificate.lines().size() ? SIZES : SIZES.subList(SIZES.size() - 1, SIZES.size())) {
                String page = settable.of(
                        text("certificate.mustache", shown, Map.of("size", size, "footer", footer(certificate))));
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                boolean fits =
                        render(page.replace(UNSET, page.indexOf(Settable.MARK) < 0 ? "" : EXPLAINED), metadata, out);
                pdf = out.toByteArray();
                if (fits) {
                    return pdf;
                }
            }
        }
        return pdf;
    }

    /** On every page, so that a leaf that gets lost is known again. It stands in a style sheet: nothing that means something there is in it. */
    private static String footer(Certificate certificate) {
        return NOT_IN_STYLES
                .matcher(certificate.title() + ", " + certificate.number())
                .replaceAll("_");
    }

    /** Whether the annex begins on the second page. */
    private static boolean render(String page, Metadata metadata, OutputStream out) throws IOException {
        XRLog.setLoggingEnabled(false);
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .usePdfUaAccessibility(true)
                .usePdfAConformance(PdfAConformance.PDFA_2_A)
                .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
                .withProducer(PROGRAM)
                .useUnicodeLineBreaker(new AtSpaces())
                .withHtmlContent(page, null)
                .toStream(out);
        font(builder, "LiberationSans-Regular", "Liberation Sans", 400);
        font(builder, "LiberationSans-Bold", "Liberation Sans", 700);
        font(builder, "LiberationMono-Regular", "Liberation Mono", 400);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            try (PDDocument document = renderer.getPdfDocument()) {
                describe(document, metadata);
                document.save(out);
                PDDestination annex = document.getDocumentCatalog()
                        .getDocumentOutline()
                        .getFirstChild()
                        .getNextSibling()
                        .getDestination();
                return annex instanceof PDPageDestination page2 && page2.retrievePageNumber() == 1;
            }
        }
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        builder.useFont(() -> fontFile(file), family, weight, FontStyle.NORMAL, true);
    }

    private static InputStream fontFile(String name) {
        InputStream font = CertificatePdf.class.getResourceAsStream("/liberation/" + name + ".ttf");
        if (font == null) {
            throw new IllegalStateException("the program was built without the font " + name);
        }
        return font;
    }

    /** What the file says of itself, once as PDF has it and once as XMP has it, with times and an identity that would else come from the clock. */
    private static void describe(PDDocument document, Metadata metadata) throws IOException {
        GregorianCalendar time = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        time.setTimeInMillis(metadata.at().toEpochMilli());
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(metadata.title());
        information.setAuthor(metadata.author());
        information.setProducer(metadata.producer());
        information.setCreationDate(time);
        information.setModificationDate(time);
        document.setDocumentInformation(information);
        document.setDocumentId(metadata.at().toEpochMilli());
        // the library's own declares PDF/UA in a way that PDF/A does not allow
        document.getDocumentCatalog()
                .getMetadata()
                .importXMPMetadata(text("certificate.xmp", metadata, Map.of()).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String template, Object of, Map<String, String> more) throws IOException {
        StringWriter words = new StringWriter();
        Templates.of(template).execute(of, more, words);
        return NOT_IN_XML.matcher(words.toString()).replaceAll("\ufffd");
    }

    /** What the file says of itself. */
    record Metadata(String title, String author, String producer, Instant at) {}
}
