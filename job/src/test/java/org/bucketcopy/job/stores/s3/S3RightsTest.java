package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3RightsTest {
  private static final ObjectPrefix PREFIX = new ObjectPrefix(new Bucket("s3", "b"), "x/");
  private static final MapSettings NONE = new MapSettings(Map.of());

  /** As AWS words it since 2024. */
  @ParameterizedTest
  @CsvSource({
    "s3:PutObject, WRITE",
    "s3:PutObjectTagging, WRITE_TAGS",
    "s3:PutObjectAcl, WRITE_ACL",
    "s3:GetObjectVersion, READ",
    "s3:GetObjectTagging, READ_TAGS",
    "s3:ListBucket, LIST",
    "s3:ListBucketMultipartUploads, LIST_UPLOADS",
    "s3:ListMultipartUploadParts, LIST_PARTS",
    "s3:AbortMultipartUpload, ABORT",
    "kms:GenerateDataKey, USE_KEY",
    "kms:Decrypt, USE_KEY"
  })
  void anAnswerThatNamesTheActionNamesTheRight(String action, Right right) {
    assertThat(S3Rights.of(NONE).named(denied("arn:aws:iam::1:user/u", action))).contains(right);
  }

  @Test
  void anAnswerThatNamesNoActionNamesNoRight() {
    assertThat(S3Rights.of(NONE).named(denied("Access Denied"))).isEmpty();
    assertThat(S3Rights.of(NONE).named(denied("arn:aws:iam::1:user/u", "s3:Other"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:user/copier, arn:aws:iam::123456789012:user/copier",
    "arn:aws:sts::123456789012:assumed-role/job/s-1, arn:aws:iam::123456789012:role/job",
    "arn:aws-cn:sts::1:assumed-role/job/s, arn:aws-cn:iam::1:role/job"
  })
  void thePrincipalIsThatOfTheAnswer(String user, String principal) throws Exception {
    Map<Right, StoreFault> missing = Map.of(Right.WRITE, denied(user, "s3:PutObject"));

    JsonNode statement = only(S3Rights.of(NONE).statements(PREFIX, missing));

    assertThat(statement.path("Principal").path("AWS").asText()).isEqualTo(principal);
  }

  @ParameterizedTest
  @CsvSource({"eu-central-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
  void thePartitionFollowsFromTheRegion(String region, String partition) throws Exception {
    S3Rights rights = S3Rights.of(NONE.with("endpoint.region", region));

    JsonNode statement =
        only(rights.statements(PREFIX, Map.of(Right.WRITE, denied("Access Denied"))));

    assertThat(statement.path("Resource").asText()).isEqualTo("arn:" + partition + ":s3:::b/x/*");
    assertThat(statement.path("Principal").path("AWS").asText())
        .isEqualTo("arn:" + partition + ":iam::ACCOUNT-ID:role/NAME-OF-THE-ROLE-OR-USER");
  }

  @Test
  void wildcardsOfAKeyAreLettersInAPolicy() throws Exception {
    ObjectPrefix odd = new ObjectPrefix(new Bucket("s3", "b"), "a*b?c${d}\"/");

    JsonNode statement =
        only(S3Rights.of(NONE).statements(odd, Map.of(Right.LIST, denied("Access Denied"))));

    assertThat(statement.path("Resource").asText()).isEqualTo("arn:aws:s3:::b");
    assertThat(statement.path("Condition").path("StringLike").path("s3:prefix").asText())
        .isEqualTo("a${*}b${?}c${$}{d}\"/*");
  }

  /** A listing of the whole bucket may name no prefix, and would meet no condition. */
  @Test
  void theWholeBucketIsListedWithoutACondition() throws Exception {
    ObjectPrefix whole = new ObjectPrefix(new Bucket("s3", "b"), "");

    JsonNode statement =
        only(S3Rights.of(NONE).statements(whole, Map.of(Right.LIST, denied("Access Denied"))));

    assertThat(statement.has("Condition")).isFalse();
  }

  @Test
  void aKeyHasAPolicyOfItsOwn() throws Exception {
    S3Rights rights =
        S3Rights.of(
            NONE.with("bucketcopy.sse", "KMS").with("bucketcopy.sse-kms-key-id", "arn:aws:kms:k"));

    List<Statement> statements =
        rights.statements(
            PREFIX, Map.of(Right.USE_KEY, denied("no"), Right.WRITE_TAGS, denied("no")));

    assertThat(rights.wishes().wanted()).containsExactly(Right.USE_KEY);
    assertThat(statements)
        .extracting(Statement::policy)
        .containsExactly(
            "the bucket policy of s3://b", "the key policy of the KMS key arn:aws:kms:k");
    assertThat(new JsonMapper().readTree(statements.get(1).json()).path("Statement").get(0))
        .hasToString(
            "{\"Sid\":\"BucketCopyKey\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                + "\"arn:aws:iam::ACCOUNT-ID:role/NAME-OF-THE-ROLE-OR-USER\"},"
                + "\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":\"*\"}");
  }

  @Test
  void hadoopsOwnSettingsAreWishesToo() {
    S3Rights rights =
        S3Rights.of(NONE.with("acl.default", "PublicRead").with("encryption.algorithm", "SSE-KMS"));

    assertThat(rights.wishes().wanted()).containsExactly(Right.WRITE_ACL, Right.USE_KEY);
    assertThat(rights.wishes().settings().get(Right.WRITE_ACL)).contains("acl.default");
    assertThat(rights.wishes().settings().get(Right.USE_KEY)).contains("encryption.algorithm");
  }

  private static StoreFault denied(String user, String action) {
    return denied(
        "User: "
            + user
            + " is not authorized to perform: "
            + action
            + " on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows it");
  }

  private static StoreFault denied(String message) {
    return new StoreFault(
        StoreFault.Kind.DENIED,
        StoreOperation.INITIATE,
        "s3://b/k",
        "AccessDenied",
        403,
        "r",
        message);
  }

  private static JsonNode only(List<Statement> statements) throws JsonProcessingException {
    assertThat(statements).hasSize(1);
    JsonNode all = new JsonMapper().readTree(statements.get(0).json()).path("Statement");
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
