package org.bucketcopy.job.stores.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
  private static final String WHOLE =
      "\uFEFF<?xml version=\"1.0\"?>\n<!DOCTYPE r><!-- <x> -->"
          + "<r a='>' b=\"/>\">\n <e c=\"1\">t&#x41;&#66;</e > <n/><d><e>deep</e></d></r>\n";

  @Test
  void everyEndIsTold() {
    XmlReader xml = new XmlReader(WHOLE);
    StringBuilder told = new StringBuilder();
    while (xml.next()) {
      told.append(xml.depth()).append(xml.name()).append('=').append(xml.text()).append(' ');
    }
    assertThat(told).hasToString("2e=tAB 2n= 3e=deep 2d= 1r= ");
  }

  @Test
  void whatIsCutShortIsNoDocument() {
    int end = WHOLE.lastIndexOf('>');
    for (int cut = 0; cut <= end; cut++) {
      String part = WHOLE.substring(0, cut);
      assertThatThrownBy(() -> XmlFields.of(part)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<a></b>",
        "<a></ab>",
        "<ab></a>",
        "</a>",
        "<a/></a>",
        "<a/><b/>",
        "<>"
      })
  void whatIsNoXmlIsRefused(String document) {
    assertThatThrownBy(() -> XmlFields.of(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&nbsp;", "&#x110000;", "&#;", "&amp", "<![CDATA[x]]>y"})
  void textThatCannotBeReadIsNone(String written) {
    XmlFields fields = XmlFields.of("<a><b>" + written + "</b><c>x</c></a>");
    assertThat(fields.value("b")).isEmpty();
    assertThat(fields.value("c")).contains("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a&b", "<", "</Key>", "<UploadId>no</UploadId>", "\uFFFE&#xFFFF;\uD800", "]]>"})
  void keysThatAreNoXmlAreLeftOut(String key) {
    XmlFields fields =
        XmlFields.of(
            "<r><Location>http://a/%s</Location><Key>%s</Key><UploadId>u</UploadId></r>"
                .formatted(key, key));
    assertThat(fields.root()).isEqualTo("r");
    assertThat(fields.value("UploadId")).contains("u");
  }

  @Test
  void textIsDereferenced() {
    assertThat(text("&lt;&gt;&amp;amp;&quot;&apos;")).isEqualTo("<>&amp;\"'");
    assertThat(text("&#1;\u0001\u007F")).isEqualTo("\u0001\u0001\u007F");
    assertThat(text("<![CDATA[<x>&amp;]]>")).isEqualTo("<x>&amp;");
    assertThat(text("größe 日本 &#x1F600;")).isEqualTo("größe 日本 \uD83D\uDE00");
  }

  private static String text(String written) {
    return XmlFields.of("<a><b>" + written + "</b></a>").value("b").orElseThrow();
  }
}
