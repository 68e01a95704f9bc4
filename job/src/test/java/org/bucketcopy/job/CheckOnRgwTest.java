package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.RgwServer;
import org.bucketcopy.job.servers.S3Access;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** On Ceph RGW, whose bucket policies grant what they say: a statement that is printed does. */
final class CheckOnRgwTest {
  private static final String FROM = "check-source";
  private static final String TO = "check-destination";
  private static final List<String> OF_SOURCE =
      List.of("s3:ListBucket", "s3:GetObject", "s3:GetObjectTagging");
  private static final List<String> OF_DESTINATION =
      List.of(
          "s3:ListBucket",
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
          "s3:ListBucketMultipartUploads");

  private static S3AsyncClient owner;

  @BeforeAll
  static void start() {
    owner = RgwServer.shared().access().client();
    for (String bucket : List.of(FROM, TO)) {
      owner.createBucket(request -> request.bucket(bucket)).join();
    }
    put(FROM, "x/a", 6 << 20);
    put(TO, "y/there", 10);
  }

  @AfterAll
  static void stop() {
    owner.close();
  }

  private static void put(String bucket, String key, int size) {
    owner
        .putObject(
            request -> request.bucket(bucket).key(key), AsyncRequestBody.fromBytes(new byte[size]))
        .join();
  }

  /** RGW 16 ignores the condition on parts. */
  @Test
  void allIsAllowedAndTheConditionIsIgnored() {
    CopyRun run = check(RgwServer.shared().access());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(denied(run)).isEmpty();
    assertThat(run.summary().path("condition").asText()).isEqualTo("ignored");
    nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "source, s3:ListBucket, list",
    "source, s3:GetObject, read",
    "source, s3:GetObjectTagging, read-tags",
    "destination, s3:ListBucket, list",
    "destination, s3:GetObject, read",
    "destination, s3:GetObjectTagging, read-tags",
    "destination, s3:PutObject, write",
    "destination, s3:ListBucketMultipartUploads, list-uploads"
  })
  void theStatementThatIsPrintedGrantsWhatIsMissing(String side, String action, String right) {
    boolean source = side.equals("source");
    allow(source ? action : "", source ? "" : action);
    CopyRun without = check(RgwServer.shared().guest());

    assertThat(rights(without)).as(without.out()).containsExactly(right);
    JsonNode statements = without.summary().path("statements");
    assertThat(statements).hasSize(1);
    for (JsonNode statement : statements.get(0).path("add").path("Statement")) {
      allow(source ? action : "", source ? "" : action, source, asGuest(statement));
    }
    CopyRun with = check(RgwServer.shared().guest());

    // RGW 16 denies every copy whose source only a policy allows to read, also one of s3:*.
    assertThat(denied(with)).as(with.out()).containsExactly("copy-part");
    assertThat(rights(with)).isEmpty();
    nothingIsLeft();
  }

  private static String asGuest(JsonNode statement) {
    return statement
        .toString()
        .replace(
            "arn:aws:iam::ACCOUNT-ID:role/NAME-OF-THE-ROLE-OR-USER", "arn:aws:iam:::user/guest");
  }

  private static void nothingIsLeft() {
    assertThat(owner.listMultipartUploads(request -> request.bucket(TO)).join().uploads())
        .isEmpty();
    assertThat(owner.listObjectsV2(request -> request.bucket(TO)).join().contents()).hasSize(1);
  }

  private static void allow(String notOfSource, String notOfDestination) {
    policy(FROM, statement(FROM, OF_SOURCE, notOfSource));
    policy(TO, statement(TO, OF_DESTINATION, notOfDestination));
  }

  private static void allow(
      String notOfSource, String notOfDestination, boolean source, String more) {
    allow(notOfSource, notOfDestination);
    String bucket = source ? FROM : TO;
    policy(
        bucket,
        source
            ? statement(FROM, OF_SOURCE, notOfSource)
            : statement(TO, OF_DESTINATION, notOfDestination),
        more);
  }

  private static String statement(String bucket, List<String> actions, String without) {
    String allowed =
        String.join("\",\"", actions.stream().filter(action -> !action.equals(without)).toList());
    return String.format(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam:::user/guest\"},"
            + "\"Action\":[\"%s\"],\"Resource\":[\"arn:aws:s3:::%s\",\"arn:aws:s3:::%s/*\"]}",
        allowed, bucket, bucket);
  }

  private static void policy(String bucket, String... statements) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    owner.putBucketPolicy(request -> request.bucket(bucket).policy(policy)).join();
  }

  private static List<String> denied(CopyRun run) {
    return checks(run)
        .filter(check -> check.path("outcome").asText().equals("denied"))
        .map(check -> check.path("name").asText())
        .toList();
  }

  private static List<String> rights(CopyRun run) {
    return checks(run)
        .filter(check -> check.has("right"))
        .map(check -> check.path("right").asText())
        .distinct()
        .toList();
  }

  private static Stream<JsonNode> checks(CopyRun run) {
    return Streams.stream(run.summary().path("checks"));
  }

  private static CopyRun check(S3Access login) {
    Map<String, String> settings = new HashMap<>();
    login.hadoopSettings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    return CopyRun.of(
        settings,
        "check",
        "--source",
        "s3://" + FROM + "/x/",
        "--destination",
        "s3://" + TO + "/y/");
  }
}
