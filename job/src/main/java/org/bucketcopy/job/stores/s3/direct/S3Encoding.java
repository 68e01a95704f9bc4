package org.bucketcopy.job.stores.s3.direct;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;

/** How S3 wants text in addresses and signatures (AWS Signature Version 4, UriEncode). */
public final class S3Encoding {
  private static final String UNRESERVED = "-._~";

  /** Of one segment, name or value. */
  public static final Escaper VALUE = new PercentEscaper(UNRESERVED, false);

  /** Of a key as a path: its slashes stay. */
  static final Escaper PATH = new PercentEscaper(UNRESERVED + "/", false);

  private S3Encoding() {}
}
