package org.bucketcopy.job.stores.s3;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;
import software.amazon.awssdk.regions.PartitionMetadata;

/**
 * Rights as bucket policies and key policies of S3 have them
 * (docs.aws.amazon.com/AmazonS3/latest/userguide, "Required permissions for Amazon S3 API
 * operations"; .../kms/latest/developerguide, "Key policies").
 *
 * @param partition of the bucket, as ARNs have it: {@code aws}, {@code aws-cn}
 * @param keyId of the key that objects are to be encrypted with, as far as an option names it
 */
record S3Rights(String partition, Optional<String> keyId, Wishes wishes) implements RightsLanguage {
  private static final List<String> LIST = List.of("s3:ListBucket");
  private static final List<String> LIST_UPLOADS = List.of("s3:ListBucketMultipartUploads");

  /** What is granted on the bucket itself. */
  private static final ImmutableMap<Right, List<String>> ON_BUCKET =
      ImmutableMap.of(Right.LIST, LIST, Right.LIST_UPLOADS, LIST_UPLOADS);

  private static final ImmutableMap<Right, List<String>> ON_OBJECTS =
      ImmutableMap.<Right, List<String>>builder()
          .put(Right.READ, List.of("s3:GetObject", "s3:GetObjectVersion"))
          .put(Right.READ_TAGS, List.of("s3:GetObjectTagging", "s3:GetObjectVersionTagging"))
          .put(Right.WRITE, List.of("s3:PutObject"))
          .put(Right.WRITE_TAGS, List.of("s3:PutObjectTagging"))
          .put(Right.WRITE_ACL, List.of("s3:PutObjectAcl"))
          .put(Right.ABORT, List.of("s3:AbortMultipartUpload"))
          .put(Right.LIST_PARTS, List.of("s3:ListMultipartUploadParts"))
          .put(Right.DELETE, List.of("s3:DeleteObject"))
          .buildOrThrow();

  private static final ImmutableMap<Right, List<String>> ON_KEY =
      ImmutableMap.of(Right.USE_KEY, List.of("kms:Decrypt", "kms:GenerateDataKey"));

  /** docs.aws.amazon.com/IAM/latest/UserGuide, "Troubleshoot access denied error messages". */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?:User: (?<user>arn:[^ ]+) )?is not authorized to perform: (?<action>[a-z0-9]+:\\w+)");

  private static final Pattern SESSION =
      Pattern.compile("arn:(?<in>[^:]+):sts::(?<account>\\d+):assumed-role/(?<role>[^/]+)/.*");

  static S3Rights of(StoreSettings settings) {
    AccessTerms terms = AccessTerms.of(settings);
    Set<Right> wanted = EnumSet.noneOf(Right.class);
    if (terms.acl().or(() -> settings.text("acl.default")).isPresent()) {
      wanted.add(Right.WRITE_ACL);
    }
    boolean key =
        terms
            .encryption()
            .map(encryption -> encryption.algorithm() == Encryption.Algorithm.KMS)
            .orElseGet(() -> WantedHeaders.algorithm(settings).filter(S3Rights::keyed).isPresent());
    if (key) {
      wanted.add(Right.USE_KEY);
    }
    return new S3Rights(
        PartitionMetadata.of(S3Endpoint.of(settings).region()).id(),
        terms.encryption().flatMap(Encryption::keyId),
        new Wishes(
            wanted,
            Map.of(
                Right.WRITE_ACL,
                Sets.union(AccessTerms.OF_ACL, ImmutableSet.of("acl.default")),
                Right.USE_KEY,
                Sets.union(AccessTerms.OF_ENCRYPTION, WantedHeaders.OF_ENCRYPTION)),
            Set.of(Right.WRITE_TAGS, Right.WRITE_ACL, Right.USE_KEY)));
  }

  private static boolean keyed(String algorithm) {
    return algorithm.contains("KMS");
  }

  @Override
  public Optional<Right> named(StoreFault refusal) {
    return Optional.of(REFUSED.matcher(refusal.message()))
        .filter(Matcher::find)
        .map(found -> found.group("action"))
        .flatMap(S3Rights::granting);
  }

  private static Optional<Right> granting(String action) {
    if (action.startsWith("kms:")) {
      return Optional.of(Right.USE_KEY);
    }
    return ImmutableMap.<Right, List<String>>builder()
        .putAll(ON_BUCKET)
        .putAll(ON_OBJECTS)
        .buildOrThrow()
        .entrySet()
        .stream()
        .filter(right -> right.getValue().contains(action))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public List<Statement> statements(ObjectPrefix prefix, Map<Right, StoreFault> missing) {
    Optional<String> known =
        missing.values().stream().flatMap(fault -> principal(fault).stream()).findFirst();
    String principal =
        known.orElse("arn:" + partition + ":iam::ACCOUNT-ID:role/NAME-OF-THE-ROLE-OR-USER");
    String note = known.isPresent() ? "" : "; put in who makes the copy, as Principal";
    List<Statement> statements = new ArrayList<>();
    ArrayNode ofBucket = ofBucket(prefix, missing.keySet(), principal);
    if (!ofBucket.isEmpty()) {
      statements.add(
          new Statement(
              "the bucket policy of " + prefix.bucket(),
              policy(ofBucket).toString(),
              "add these statements to the policy that is there" + note));
    }
    List<String> onKey = actions(ON_KEY, missing.keySet());
    if (!onKey.isEmpty()) {
      ArrayNode ofKey = JsonNodeFactory.instance.arrayNode();
      ofKey.add(statement("BucketCopyKey", principal, onKey, "*"));
      statements.add(
          new Statement(
              "the key policy of the KMS key" + keyId.map(id -> " " + id).orElse(""),
              policy(ofKey).toString(),
              "add this statement to the policy that is there" + note));
    }
    return statements;
  }

  /**
   * Only the listing of objects is confined to the prefix: the listing of uploads has no such key
   * of a condition, and a request without a prefix meets none.
   */
  private ArrayNode ofBucket(ObjectPrefix prefix, Set<Right> missing, String principal) {
    String bucket = "arn:" + partition + ":s3:::" + prefix.bucket().name();
    String objects = literal(prefix.prefix()) + "*";
    ArrayNode statements = JsonNodeFactory.instance.arrayNode();
    if (missing.contains(Right.LIST)) {
      ObjectNode listing = statement("BucketCopyList", principal, LIST, bucket);
      if (!prefix.prefix().isEmpty()) {
        listing.putObject("Condition").putObject("StringLike").put("s3:prefix", objects);
      }
      statements.add(listing);
    }
    if (missing.contains(Right.LIST_UPLOADS)) {
      statements.add(statement("BucketCopyListUploads", principal, LIST_UPLOADS, bucket));
    }
    List<String> onObjects = actions(ON_OBJECTS, missing);
    if (!onObjects.isEmpty()) {
      statements.add(statement("BucketCopyObjects", principal, onObjects, bucket + "/" + objects));
    }
    return statements;
  }

  private static Optional<String> principal(StoreFault fault) {
    return Optional.of(REFUSED.matcher(fault.message()))
        .filter(Matcher::find)
        .flatMap(found -> Optional.ofNullable(found.group("user")))
        .map(S3Rights::lasting);
  }

  /** The role of a session that ends; a role that is below a path has that in its ARN. */
  private static String lasting(String arn) {
    Matcher session = SESSION.matcher(arn);
    return session.matches()
        ? String.format(
            "arn:%s:iam::%s:role/%s",
            session.group("in"), session.group("account"), session.group("role"))
        : arn;
  }

  /** Wildcards and variables of policies are letters of a key (IAM User Guide, "Variables"). */
  private static String literal(String prefix) {
    StringBuilder literal = new StringBuilder();
    prefix
        .codePoints()
        .forEach(
            letter -> {
              if (letter == '*' || letter == '?' || letter == '$') {
                literal.append("${").appendCodePoint(letter).append('}');
              } else {
                literal.appendCodePoint(letter);
              }
            });
    return literal.toString();
  }

  private static List<String> actions(Map<Right, List<String>> table, Set<Right> missing) {
    return List.copyOf(
        ImmutableSet.copyOf(
            Iterables.concat(
                missing.stream()
                    .sorted()
                    .map(right -> table.getOrDefault(right, List.of()))
                    .toList())));
  }

  private static ObjectNode policy(ArrayNode statements) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("Version", "2012-10-17");
    policy.set("Statement", statements);
    return policy;
  }

  private static ObjectNode statement(
      String sid, String principal, List<String> actions, String resource) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.putObject("Principal").put("AWS", principal);
    actions.forEach(statement.putArray("Action")::add);
    statement.put("Resource", resource);
    return statement;
  }
}
