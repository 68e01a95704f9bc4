package org.bucketcopy.job.stores.s3;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.ForeignSettings;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * What of Hadoop's S3A is not followed (hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws,
 * "General S3A Client configuration").
 */
final class S3Foreign {
  private static final String PROVIDER = "aws.credentials.provider";

  private static final String ACCESS_POINT =
      "requests would not go through the access point: write its ARN in place of the bucket";

  private static final ForeignSettings SETTINGS =
      new ForeignSettings(
          "s3a",
          ImmutableMap.of(
              "delegation.token.binding", "this job takes no credentials from delegation tokens",
              "accesspoint.arn", ACCESS_POINT,
              "accesspoint.required", ACCESS_POINT,
              "encryption.context", "copies would be encrypted without it",
              "proxy.domain", "this job cannot log in to a proxy by NTLM",
              "proxy.workstation", "this job cannot log in to a proxy by NTLM"),
          ImmutableList.of(
              "assumed.role.arn",
              "attempts.maximum",
              "connection.maximum",
              "create.checksum.algorithm",
              "custom.signers",
              "multipart.size",
              "multipart.threshold",
              "object.content.encoding",
              "retry.limit",
              "signing-algorithm"));

  /** Providers of keys that are settings, or of no credentials. */
  private static final ImmutableSet<String> FOLLOWED =
      ImmutableSet.of(
          "AnonymousAWSCredentialsProvider",
          "SimpleAWSCredentialsProvider",
          "TemporaryAWSCredentialsProvider",
          "DefaultCredentialsProvider",
          "DefaultAWSCredentialsProviderChain");

  /** Links of the chain that is followed whole where the settings hold no keys. */
  private static final ImmutableSet<String> LINKS =
      ImmutableSet.of(
          "ContainerCredentialsProvider",
          "EC2ContainerCredentialsProviderWrapper",
          "EnvironmentVariableCredentialsProvider",
          "IAMInstanceCredentialsProvider",
          "InstanceProfileCredentialsProvider",
          "ProfileAWSCredentialsProvider",
          "ProfileCredentialsProvider",
          "SystemPropertyCredentialsProvider",
          "SystemPropertiesCredentialsProvider",
          "WebIdentityTokenCredentialsProvider",
          "WebIdentityTokenFileCredentialsProvider");

  private S3Foreign() {}

  /**
   * Checks that nothing is set that must be followed and is not.
   *
   * @throws IllegalArgumentException if it is
   */
  static void check(StoreSettings settings) {
    SETTINGS.check(settings);
    for (String provider : providers(settings)) {
      if (!FOLLOWED.contains(provider) && !LINKS.contains(provider)) {
        throw SETTINGS.refusal(
            settings,
            PROVIDER,
            "this job does not take credentials from "
                + provider
                + ": set fs.s3a.access.key and fs.s3a.secret.key, with fs.s3a.session.token if they"
                + " are of an assumed role, or leave the provider to AWS's own configuration");
      }
    }
  }

  static CopyTerms terms(StoreSettings settings) {
    List<String> unused = new ArrayList<>(SETTINGS.unused(settings));
    if (providers(settings).stream().anyMatch(LINKS::contains)) {
      unused.add("fs.s3a." + PROVIDER);
    }
    Optional<String> storageClass =
        settings.text("create.storage.class").map(name -> name.toUpperCase(Locale.ROOT));
    return new CopyTerms(storageClass, WantedHeaders.of(settings).hideMd5(), unused);
  }

  private static List<String> providers(StoreSettings settings) {
    return Splitter.on(',')
        .trimResults()
        .omitEmptyStrings()
        .splitToStream(settings.text(PROVIDER).orElse(""))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }
}
