package org.bucketcopy.job.demo;

import java.util.Map;

/**
 * An object as it was read back.
 *
 * @param bytes how many there are
 * @param sha256 their digest, in hexadecimal digits
 * @param headers content headers by name, those only that the object has
 * @param metadata user metadata by name
 */
record StoredObject(
    long bytes, String sha256, Map<String, String> headers, Map<String, String> metadata) {
  StoredObject {
    headers = Map.copyOf(headers);
    metadata = Map.copyOf(metadata);
  }
}
