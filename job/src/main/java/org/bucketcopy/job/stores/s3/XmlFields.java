package org.bucketcopy.job.stores.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.listing.XmlReader;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A document without elements below those of its root.
 *
 * @param root the name of its root
 * @param values texts of the elements in it, by their names
 */
record XmlFields(String root, Map<String, String> values) {
  /**
   * @throws SdkClientException if {@code document} is no XML
   */
  static XmlFields of(String document) {
    try {
      Map<String, String> values = new HashMap<>();
      XmlReader xml = new XmlReader(document);
      while (xml.next()) {
        if (xml.depth() == 2) {
          values.put(xml.name(), xml.text());
        }
      }
      return new XmlFields(xml.name(), values);
    } catch (IllegalArgumentException noXml) {
      throw SdkClientException.create(String.valueOf(noXml.getMessage()), noXml);
    }
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
