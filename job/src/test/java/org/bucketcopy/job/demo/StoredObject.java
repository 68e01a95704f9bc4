package org.bucketcopy.job.demo;

import com.google.common.base.Ascii;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An object as it was read back.
 *
 * @param bytes how many there are
 * @param sha256 their digest, in hexadecimal digits
 * @param headers content headers by name in lower case, those only that the object has
 * @param metadata user metadata by name
 */
record StoredObject(
    long bytes, String sha256, Map<String, String> headers, Map<String, String> metadata) {
  StoredObject {
    headers =
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> Ascii.toLowerCase(header.getKey()), Map.Entry::getValue));
    metadata = Map.copyOf(metadata);
  }
}
