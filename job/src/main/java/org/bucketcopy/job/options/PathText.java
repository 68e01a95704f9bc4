package org.bucketcopy.job.options;

import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.PathCheck;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the path of a file or directory on any Hadoop file system; it stays as it is written. */
final class PathText implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("a path cannot be empty");
    }
    UriCredentials.refusePassword(text);
    try {
      return new Path(text).toString().isEmpty() ? "" : text;
    } catch (IllegalArgumentException e) {
      String problem = "\"" + text + "\" is no path: " + e.getMessage();
      throw new TypeConversionException(
          text.contains(":") ? problem + PathCheck.colons() : problem);
    }
  }
}
