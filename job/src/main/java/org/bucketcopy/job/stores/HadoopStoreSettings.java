package org.bucketcopy.job.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Settings as Hadoop users write them: {@code fs.FAMILY.bucket.BUCKET.NAME} goes before {@code
 * fs.FAMILY.NAME}. Secrets may also be in Hadoop's credential providers, those of {@code
 * hadoop.security.credential.provider.path} and, before them, those of {@code
 * security.credential.provider.path} of the bucket or the family.
 *
 * <p>What no user set is unset: {@code core-default.xml} turns path style off for every store and
 * asks for 5,000 keys a page, and Spark makes an endpoint of {@code AWS_ENDPOINT_URL}, without
 * regard to what goes before it.
 */
public final class HadoopStoreSettings implements StoreSettings {
  private static final String PROVIDERS = "security.credential.provider.path";
  private static final String HADOOP_PROVIDERS = "hadoop." + PROVIDERS;
  private static final Pattern NOT_A_USERS =
      Pattern.compile("core-default\\.xml|Set by Spark .* from AWS_ENDPOINT_URL");

  private final Configuration original;
  private final String family;
  private final Configuration configuration;
  private final String forBucket;
  private final String forFamily;

  /**
   * @param configuration where the settings are
   * @param family the store's name in them: {@code s3a}, {@code oss}, {@code bos}
   * @param bucket the bucket's name
   */
  public HadoopStoreSettings(Configuration configuration, String family, String bucket) {
    this.original = configuration;
    this.family = family;
    this.configuration = new Configuration(configuration);
    this.forFamily = "fs." + family + ".";
    this.forBucket = prefix(family, bucket);
    text(PROVIDERS).ifPresent(this::putProvidersFirst);
  }

  /** What the names of a bucket's own settings begin with. */
  public static String prefix(String family, String bucket) {
    return "fs." + family + ".bucket." + bucket + ".";
  }

  private void putProvidersFirst(String providers) {
    String all = configuration.getTrimmed(HADOOP_PROVIDERS, "");
    configuration.set(HADOOP_PROVIDERS, all.isEmpty() ? providers : providers + "," + all);
  }

  @Override
  public Optional<String> text(String name) {
    return Stream.of(forBucket + name, forFamily + name)
        .filter(this::isSet)
        .map(full -> configuration.getTrimmed(full, ""))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  @Override
  public StoreSettings ofBucket(String bucket) {
    return new HadoopStoreSettings(original, family, bucket);
  }

  private boolean isSet(String name) {
    return Optional.ofNullable(configuration.getPropertySources(name)).stream()
        .flatMap(Arrays::stream)
        .noneMatch(source -> NOT_A_USERS.matcher(source).matches());
  }

  @Override
  public Optional<Secret> secret(String name) {
    return password(forBucket + name).or(() -> password(forFamily + name));
  }

  private Optional<Secret> password(String name) {
    try {
      return Optional.ofNullable(configuration.getPassword(name))
          .flatMap(password -> Secret.read(name, new String(password)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + name, e);
    }
  }

  /** Names the bucket's settings; shows none of them. */
  @Override
  public String toString() {
    return forBucket + "*";
  }
}
