package org.bucketcopy.job.stores.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A document without elements below those of its root.
 *
 * @param root the name of its root
 * @param values texts of the elements in it, by their names
 */
record XmlFields(String root, Map<String, String> values) {
  /**
   * @throws software.amazon.awssdk.core.exception.SdkClientException if {@code document} is no XML
   */
  static XmlFields of(String document) {
    Map<String, String> values = new HashMap<>();
    XmlReader xml = new XmlReader(document);
    while (xml.next()) {
      if (xml.depth() == 2) {
        values.put(xml.name(), xml.text());
      }
    }
    return new XmlFields(xml.name(), values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
