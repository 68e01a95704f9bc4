package org.bucketcopy.job.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Objects as users name them: {@code s3://bucket/prefix/}, {@code s3://bucket/key}. What follows
 * the bucket is taken as it is, never percent-decoded. {@code s3a} and {@code s3n} mean {@code s3}.
 *
 * @param prefix what is named
 */
public record StoreUri(ObjectPrefix prefix) {
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9]*)://([^/]+)(?:/(.*))?", Pattern.DOTALL);

  /** Reads a folder from the command line. */
  static final class FolderConverter implements ITypeConverter<StoreUri> {
    @Override
    public StoreUri convert(String text) {
      StoreUri uri = parse(text);
      if (!uri.prefix().isFolder()) {
        throw new TypeConversionException("\"" + text + "\" must end in /: it names a folder");
      }
      return uri;
    }
  }

  /** Reads a folder or an object from the command line. */
  static final class AnyConverter implements ITypeConverter<StoreUri> {
    @Override
    public StoreUri convert(String text) {
      return parse(text);
    }
  }

  private static StoreUri parse(String text) {
    UriCredentials.refuse(text);
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is not of the form s3://bucket/prefix/ or s3://bucket/key");
    }
    String scheme = Bucket.schemeMeantBy(form.group(1));
    String key = form.group(3) == null ? "" : form.group(3);
    return new StoreUri(new ObjectPrefix(new Bucket(scheme, form.group(2)), key));
  }
}
