package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStoreSettingsTest {
  private final Configuration configuration = new Configuration(false);

  @Test
  void theBucketsSettingGoesBeforeTheFamilys() {
    configuration.set("fs.s3a.endpoint", "family");
    configuration.set("fs.s3a.bucket.a.endpoint", " bucket ");
    configuration.set("fs.s3a.bucket.b.endpoint", "");

    assertThat(settings("a").text("endpoint")).contains("bucket");
    assertThat(settings("b").text("endpoint")).contains("family");
    assertThat(settings("a").text("endpoint.region")).isEmpty();
  }

  @Test
  void whatHadoopHasOfItselfIsUnset() {
    Configuration hadoops = new Configuration();
    assertThat(hadoops.get("fs.s3a.path.style.access")).isEqualTo("false");
    StoreSettings unset = new HadoopStoreSettings(hadoops, "s3a", "a");
    hadoops.set("fs.s3a.path.style.access", "false");
    StoreSettings set = new HadoopStoreSettings(hadoops, "s3a", "a");

    assertThat(unset.text("path.style.access")).isEmpty();
    assertThat(unset.text("paging.maximum")).isEmpty();
    assertThat(set.text("path.style.access")).contains("false");
  }

  @Test
  void whatSparkTakesFromTheEnvironmentIsUnset() {
    configuration.set(
        "fs.s3a.endpoint", "http://env", "Set by Spark on h/127.0.0.1 from AWS_ENDPOINT_URL");
    assertThat(settings("a").text("endpoint")).isEmpty();

    configuration.set(
        "fs.s3a.endpoint", "http://set", "Set by Spark from keys starting with 'spark.hadoop'");
    assertThat(settings("a").text("endpoint")).contains("http://set");
  }

  @Test
  void eachFamilyReadsItsOwn() {
    configuration.set("fs.oss.accessKeyId", "id");

    assertThat(new HadoopStoreSettings(configuration, "oss", "a").secret("accessKeyId"))
        .contains(new Secret("id"));
    assertThat(settings("a").secret("accessKeyId")).isEmpty();
  }

  @Test
  void aSecretOfTheBucketGoesBeforeTheFamilys() {
    configuration.set("fs.s3a.secret.key", "family");
    configuration.set("fs.s3a.bucket.a.secret.key", "bucket");

    assertThat(settings("a").secret("secret.key")).contains(new Secret("bucket"));
    assertThat(settings("b").secret("secret.key")).contains(new Secret("family"));
  }

  @Test
  void aChangedSecretIsSeen(@TempDir Path directory) throws Exception {
    configuration.set("fs.s3a.secret.key", "in the file");
    Path store = directory.resolve("secrets.jceks");
    String provider = "localjceks://file" + store;
    configuration.set("fs.s3a.bucket.a.security.credential.provider.path", provider);
    StoreSettings settings = settings("a");

    keep(provider, "first");
    assertThat(settings.secret("secret.key")).contains(new Secret("first"));
    keep(provider, "second");
    assertThat(settings.secret("secret.key")).contains(new Secret("second"));
    assertThat(settings("b").secret("secret.key")).contains(new Secret("in the file"));
  }

  @Test
  void nothingShowsASecret() {
    configuration.set("fs.s3a.secret.key", "hush");

    assertThat(settings("a").secret("secret.key").toString()).doesNotContain("hush");
    assertThat(settings("a").toString()).doesNotContain("hush");
  }

  private static void keep(String provider, String secret) throws Exception {
    Configuration of = new Configuration(false);
    of.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, provider);
    CredentialProvider keys = CredentialProviderFactory.getProviders(of).get(0);
    if (keys.getCredentialEntry("fs.s3a.secret.key") != null) {
      keys.deleteCredentialEntry("fs.s3a.secret.key");
    }
    keys.createCredentialEntry("fs.s3a.secret.key", secret.toCharArray());
    keys.flush();
  }

  private HadoopStoreSettings settings(String bucket) {
    return new HadoopStoreSettings(configuration, "s3a", bucket);
  }
}
