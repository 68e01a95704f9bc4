package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of one URI, or of two with a comma between them, where nothing is quoted and nothing
 * encoded: what Iceberg's {@code rewrite_table_path} writes from 1.10 on
 * (org.apache.iceberg.spark.actions.RewriteTablePathSparkAction). A comma may be part of a key, so
 * the second URI begins at a comma with a scheme after it.
 */
final class UriRows implements Rows {
  private static final Pattern SECOND = Pattern.compile(",(?=[a-z][a-z0-9]*://)");

  private final Lines lines;

  UriRows(BufferedReader in) {
    this.lines = new Lines(in);
  }

  @Override
  public boolean hasNext() throws IOException {
    return lines.hasNext();
  }

  @Override
  public RowFields next() throws IOException {
    String line = lines.next();
    Matcher second = SECOND.matcher(line);
    if (!second.find()) {
      return RowFields.of(line);
    }
    int comma = second.start();
    checkArgument(
        !second.find(), "it can be split into two URIs in more than one way; use CSV with quotes");
    return RowFields.of(line.substring(0, comma), line.substring(comma + 1));
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
