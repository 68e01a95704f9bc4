package org.bucketcopy.job.stores.oss;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The XML that tags are read and written in. */
final class OssTags {
  private OssTags() {}

  static Map<String, String> read(OssXml tagging) {
    return tagging.children("TagSet").stream()
        .flatMap(set -> set.children("Tag").stream())
        .collect(
            ImmutableMap.toImmutableMap(
                tag -> tag.required("Key"), tag -> tag.text("Value").orElse("")));
  }

  static String xml(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(
            tag ->
                "<Tag><Key>"
                    + OssXml.escape(tag.getKey())
                    + "</Key><Value>"
                    + OssXml.escape(tag.getValue())
                    + "</Value></Tag>")
        .collect(Collectors.joining("", "<Tagging><TagSet>", "</TagSet></Tagging>"));
  }
}
