package org.bucketcopy.job.manifest;

import com.google.common.base.Ascii;
import java.util.Optional;

/** How a manifest is written. */
public enum ManifestFormat {
  /** Fields between commas, quoted as RFC 4180 has it, with a header or without. */
  CSV,
  /** One JSON object a line. */
  JSON;

  static final String GZIP = ".gz";

  /** By the end of the name, whether it is compressed or not; empty if that says nothing. */
  public static Optional<ManifestFormat> ofName(String name) {
    String lower = Ascii.toLowerCase(name);
    String plain =
        lower.endsWith(GZIP) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
    if (plain.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    return plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json")
        ? Optional.of(JSON)
        : Optional.empty();
  }
}
