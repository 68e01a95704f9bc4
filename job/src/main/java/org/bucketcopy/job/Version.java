package org.bucketcopy.job;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which version of the application this is, as the jar's manifest says. */
final class Version implements IVersionProvider {
  /** For people, with the application's name. */
  static String text() {
    return "bucket-copy "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
