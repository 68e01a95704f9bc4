package org.bucketcopy.job.servers.oss;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The XML in a request. */
final class SentXml {
  private final Document document;

  private SentXml(Document document) {
    this.document = document;
  }

  static SentXml of(OssRequest request) {
    try {
      return new SentXml(
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(request.body()))));
    } catch (SAXException | IOException malformed) {
      throw new OssRefusal(400, "MalformedXML", "The XML you provided is not well-formed.");
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** All elements of a name, in their order. */
  List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The text of the element {@code name} in {@code parent}. */
  static String text(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    if (nodes.getLength() != 1) {
      throw new OssRefusal(400, "MalformedXML", "One " + name + " was expected.");
    }
    return nodes.item(0).getTextContent();
  }
}
