package io.github.reelstore.export.timeline;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document with one element on each line. Characters that XML cannot have become U+FFFD. */
final class XmlDocument {

    private static final String INDENT = "  ";

    /** All but these, XML 1.0 (production 2). Surrogate pairs are one code point here. */
    private static final String FORBIDDEN = "[^\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private int depth;

    private XmlDocument() throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
    }

    /** The content of a document. */
    @FunctionalInterface
    interface Content {
        void writeTo(XmlDocument document) throws XMLStreamException;
    }

    /** Writes a document in UTF-8, without a byte order mark. */
    static byte[] of(Content content) {
        try {
            XmlDocument document = new XmlDocument();
            content.writeTo(document);
            document.xml.writeCharacters("\n");
            document.xml.writeEndDocument();
            document.xml.close();
            return document.text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a writer to memory cannot fail", e);
        }
    }

    /** The document type, without a place where its definition is. */
    void type(String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeDTD("<!DOCTYPE " + name + ">");
    }

    /** An element with content. */
    void element(String name, Attributes attributes, Content content) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        write(attributes);
        depth++;
        content.writeTo(this);
        depth--;
        line();
        xml.writeEndElement();
    }

    /** An element without content. */
    void element(String name, Attributes attributes) throws XMLStreamException {
        line();
        xml.writeEmptyElement(name);
        write(attributes);
    }

    /** An element with text. */
    void text(String name, Attributes attributes, String content) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        write(attributes);
        xml.writeCharacters(allowed(content));
        xml.writeEndElement();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + INDENT.repeat(depth));
    }

    private void write(Attributes attributes) throws XMLStreamException {
        for (Attributes.Attribute attribute : attributes.all()) {
            xml.writeAttribute(attribute.name(), allowed(attribute.value()));
        }
    }

    /** Readers turn line breaks in attributes into spaces. */
    private static String allowed(String value) {
        return value.replaceAll("[\\t\\n\\r]+", " ").replaceAll(FORBIDDEN, "\uFFFD");
    }
}
