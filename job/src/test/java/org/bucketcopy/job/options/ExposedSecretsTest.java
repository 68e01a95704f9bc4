package org.bucketcopy.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExposedSecretsTest {
  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit --master yarn ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.executorEnv.AWS_SECRET_ACCESS_KEY",
        "spark.executorEnv.AWS_SESSION_TOKEN",
        "spark.executorEnv.OSS_ACCESS_KEY_SECRET",
        "spark.executorEnv.ALIBABA_CLOUD_SECURITY_TOKEN",
        "spark.executorEnv.BAIDUCLOUD_ACCESS_KEY",
        "spark.executorEnv.BAIDUCLOUD_SECRET_KEY",
        "spark.yarn.appMasterEnv.AWS_SECRET_ACCESS_KEY",
        "spark.kubernetes.driverEnv.AWS_SESSION_TOKEN",
        "spark.hadoop.fs.s3a.bucket.b.secret.key",
        "spark.hadoop.fs.oss.accessKeySecret",
        "spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net",
        "spark.hadoop.fs.gs.auth.service.account.private.key",
        "spark.authenticate.secret",
        "spark.ssl.trustStorePassword"
      })
  void aSecretAmongSparkSubmitsArgumentsIsFound(String name) {
    for (String argument :
        new String[] {"--conf " + name + "=hush", "-c " + name + "=hush", "--conf=" + name + "="}) {
      assertThat(new ExposedSecrets(SUBMIT + argument + " --class X a.jar", Map.of()).problem())
          .hasValueSatisfying(
              problem ->
                  assertThat(problem).contains(name, "--properties-file").doesNotContain("hush"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.executorEnv.AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/token",
        "spark.executorEnv.AWS_REGION=eu-central-1",
        "spark.hadoop.fs.s3a.endpoint=https://secret.example",
        "spark.redaction.regex=secret|password",
        "spark.kubernetes.executor.secretKeyRef.OSS_ACCESS_KEY_SECRET=stores:key",
        "spark.app.name=token"
      })
  void whatIsNoSecretIsTaken(String setting) {
    assertThat(new ExposedSecrets(SUBMIT + "--conf " + setting, Map.of()).problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "", "com.example.TestRunner --conf"})
  void aSecretInAFileIsTakenWhateverTheCommand(String command) {
    Map<String, String> settings =
        Map.of(
            "spark.hadoop.fs.s3a.secret.key", "hush",
            "spark.executorEnv.AWS_SECRET_ACCESS_KEY", "hush");

    assertThat(new ExposedSecrets(command, settings).problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.driver.extraJavaOptions",
        "spark.executor.extraJavaOptions",
        "spark.executor.defaultJavaOptions",
        "spark.yarn.am.extraJavaOptions"
      })
  void aSecretAmongJavaOptionsIsFoundWhereverTheyCameFrom(String name) {
    for (String property :
        new String[] {
          "javax.net.ssl.trustStorePassword", "aws.secretAccessKey", "aws.sessionToken"
        }) {
      String options = "-XX:+UseG1GC -D" + property + "=hush -Dx=y";

      assertThat(new ExposedSecrets("", Map.of(name, options)).problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains(name, property).doesNotContain("hush"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Djavax.net.ssl.trustStore=/etc/trust.p12",
        "-Daws.webIdentityTokenFile=/var/run/token",
        "-XX:+UseG1GC -Dlog=password"
      })
  void javaOptionsWithoutASecretAreTaken(String options) {
    assertThat(new ExposedSecrets("", Map.of("spark.executor.extraJavaOptions", options)).problem())
        .isEmpty();
  }
}
