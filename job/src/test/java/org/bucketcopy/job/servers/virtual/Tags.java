package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;

/** The tags of an object, in the forms in which S3 writes them. */
final class Tags {
  private Tags() {}

  /** From the header {@code x-amz-tagging}: {@code a=1&b=2}. */
  static ImmutableMap<String, String> fromHeader(Request request) {
    return request
        .header("x-amz-tagging")
        .map(text -> ImmutableMap.copyOf(new Query(text).parameters()))
        .orElse(ImmutableMap.of());
  }

  /**
   * @throws Refusal with MalformedXML
   */
  static ImmutableMap<String, String> fromXml(byte[] body) {
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    for (String tag : Elements.all(Elements.text(body), "Tag")) {
      tags.put(Elements.require(tag, "Key"), Elements.require(tag, "Value"));
    }
    return tags.buildKeepingLast();
  }

  static Answer answer(ImmutableMap<String, String> tags) {
    Bytes xml = new Bytes(256).text("<Tagging><TagSet>");
    tags.forEach(
        (name, value) -> {
          byte[] nameOctets = name.getBytes(UTF_8);
          byte[] valueOctets = value.getBytes(UTF_8);
          xml.text("<Tag><Key>").xml(nameOctets, nameOctets.length).text("</Key><Value>");
          xml.xml(valueOctets, valueOctets.length).text("</Value></Tag>");
        });
    return Answer.xml(xml.text("</TagSet></Tagging>"));
  }
}
