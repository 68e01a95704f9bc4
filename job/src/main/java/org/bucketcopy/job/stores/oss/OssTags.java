package org.bucketcopy.job.stores.oss;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.TagSet;

/** The XML that tags are read and written in. */
final class OssTags {
  private OssTags() {}

  /**
   * @throws IllegalArgumentException if there is no set, which is not the same as an empty one
   */
  static TagSet read(OssXml tagging) {
    List<OssXml> sets = tagging.children("TagSet");
    checkArgument(!sets.isEmpty(), "the answer has no tag set");
    List<TagSet.Tag> tags =
        sets.stream()
            .flatMap(set -> set.children("Tag").stream())
            .map(tag -> new TagSet.Tag(tag.text("Key"), tag.text("Value")))
            .toList();
    return new TagSet(tags);
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
