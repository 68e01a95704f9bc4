package org.bucketcopy.job.stores.oss;

import com.google.common.escape.Escaper;
import com.google.common.xml.XmlEscapers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An element of an XML answer. */
final class OssXml {
  private static final Escaper ESCAPER = XmlEscapers.xmlContentEscaper();

  private final Element element;

  private OssXml(Element element) {
    this.element = element;
  }

  /** The root of a document; empty if {@code bytes} are not well-formed XML or declare a type. */
  static Optional<OssXml> parse(byte[] bytes) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return Optional.of(
          new OssXml(builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement()));
    } catch (SAXException | IOException unreadable) {
      return Optional.empty();
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code text} as the content of an element. */
  static String escape(String text) {
    return ESCAPER.escape(text);
  }

  /** The same, with line ends and tabs as they are: a parser would read others. */
  static String escapeAll(String text) {
    return escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  String name() {
    return element.getTagName();
  }

  /** The child elements of one name, in their order. */
  List<OssXml> children(String name) {
    List<OssXml> found = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(new OssXml(child));
      }
    }
    return found;
  }

  /** The text of the first child element of a name; empty if there is none or it has no text. */
  Optional<String> text(String name) {
    return children(name).stream()
        .findFirst()
        .map(child -> child.element.getTextContent())
        .filter(text -> !text.isEmpty());
  }

  /**
   * The text of the first child element of a name.
   *
   * @throws IllegalArgumentException if it is not there
   */
  String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new IllegalArgumentException("the answer's " + name() + " has no " + name));
  }

  /** What the JDK's parser would otherwise print. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) throws SAXException {
      throw error;
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXException {
      throw error;
    }
  }
}
