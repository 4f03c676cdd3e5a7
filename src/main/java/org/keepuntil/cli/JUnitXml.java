package org.keepuntil.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.Result;

/** The results of examples in the form of JUnit's, which build servers show: a suite a schedule, a case an example. */
final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the file, and the directories that lead to it. */
    static void write(List<TestedSchedule> all, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new JUnitXml(xml).document(all);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void document(List<TestedSchedule> all) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        newLine();
        xml.writeStartElement("testsuites");
        counts(
                all.stream().mapToInt(TestedSchedule::count).sum(),
                all.stream().mapToInt(TestedSchedule::failures).sum());
        newLine();
        for (TestedSchedule tested : all) {
            suite(tested);
        }
        xml.writeEndElement();
        newLine();
        xml.writeEndDocument();
    }

    private void suite(TestedSchedule tested) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", tested.name());
        counts(tested.count(), tested.failures());
        newLine();
        for (Result result : tested.results().all()) {
            testCase(tested, result);
        }
        xml.writeEndElement();
        newLine();
    }

    private void testCase(TestedSchedule tested, Result result) throws XMLStreamException {
        Example example = result.example();
        xml.writeStartElement("testcase");
        attribute("classname", tested.name() + "." + example.recordClass());
        attribute("name", example.name());
        attribute("file", example.place().file());
        attribute("line", Integer.toString(example.place().line()));
        if (!result.passed()) {
            newLine();
            xml.writeStartElement("failure");
            attribute("message", String.join("; ", result.complaints()));
            xml.writeCharacters(legal("\n" + example.where() + "\n" + Sections.text(result.derivation())));
            xml.writeEndElement();
            newLine();
        }
        xml.writeEndElement();
        newLine();
    }

    private void counts(int tests, int failures) throws XMLStreamException {
        attribute("tests", Integer.toString(tests));
        attribute("failures", Integer.toString(failures));
        attribute("errors", "0");
        attribute("skipped", "0");
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** XML has no place for some characters, not even as a reference. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : '?'));
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\n' || c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
