package org.bucketcopy.job.stores.oss;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;

/**
 * Rights as RAM policies have them (alibabacloud.com/help/en/oss/user-guide/ram-policy).
 *
 * @param keyId of the key that objects are to be encrypted with, as far as an option names it
 */
record OssRights(Optional<String> keyId, Wishes wishes) implements RightsLanguage {
  /** What is granted on the bucket itself; the listing of objects alone for its prefix. */
  private static final ImmutableMap<Right, List<String>> ON_BUCKET =
      ImmutableMap.of(
          Right.LIST, List.of("oss:ListObjects"),
          Right.LIST_UPLOADS, List.of("oss:ListMultipartUploads"));

  private static final ImmutableMap<Right, List<String>> ON_OBJECTS =
      ImmutableMap.<Right, List<String>>builder()
          .put(Right.READ, List.of("oss:GetObject", "oss:GetObjectVersion"))
          .put(Right.READ_TAGS, List.of("oss:GetObjectTagging", "oss:GetObjectVersionTagging"))
          .put(Right.WRITE, List.of("oss:PutObject"))
          .put(Right.WRITE_TAGS, List.of("oss:PutObjectTagging"))
          .put(Right.WRITE_ACL, List.of("oss:PutObjectAcl"))
          .put(Right.ABORT, List.of("oss:AbortMultipartUpload"))
          .put(Right.LIST_PARTS, List.of("oss:ListParts"))
          .put(Right.DELETE, List.of("oss:DeleteObject"))
          .buildOrThrow();

  private static final ImmutableMap<Right, List<String>> ON_KEY =
      ImmutableMap.of(Right.USE_KEY, List.of("kms:Decrypt", "kms:GenerateDataKey"));

  static OssRights of(StoreSettings settings) {
    AccessTerms terms = AccessTerms.of(settings);
    Set<Right> wanted = EnumSet.noneOf(Right.class);
    if (terms.acl().isPresent()) {
      wanted.add(Right.WRITE_ACL);
    }
    Optional<String> algorithm =
        terms
            .encryption()
            .map(encryption -> encryption.algorithm().name())
            .or(() -> settings.text(OssAccess.ALGORITHM));
    if (algorithm.filter(Encryption.Algorithm.KMS.name()::equals).isPresent()) {
      wanted.add(Right.USE_KEY);
    }
    return new OssRights(
        terms.encryption().flatMap(Encryption::keyId),
        new Wishes(
            wanted,
            Map.of(
                Right.WRITE_ACL,
                AccessTerms.OF_ACL,
                Right.USE_KEY,
                Sets.union(AccessTerms.OF_ENCRYPTION, ImmutableSet.of(OssAccess.ALGORITHM))),
            Set.of(Right.WRITE_TAGS, Right.USE_KEY)));
  }

  /** The answers of OSS name no action, but that of its key service. */
  @Override
  public Optional<Right> named(StoreFault refusal) {
    return refusal.message().contains("kms:") ? Optional.of(Right.USE_KEY) : Optional.empty();
  }

  @Override
  public List<Statement> statements(ObjectPrefix prefix, Map<Right, StoreFault> missing) {
    ArrayNode statements = JsonNodeFactory.instance.arrayNode();
    String bucket = "acs:oss:*:*:" + prefix.bucket().name();
    for (Right right : missing.keySet().stream().sorted().toList()) {
      if (ON_BUCKET.containsKey(right)) {
        ObjectNode statement = added(statements, ON_BUCKET.get(right), bucket);
        if (right == Right.LIST && !prefix.prefix().isEmpty()) {
          statement
              .putObject("Condition")
              .putObject("StringLike")
              .putArray("oss:Prefix")
              .add(prefix.prefix() + "*");
        }
      }
    }
    add(statements, actions(ON_OBJECTS, missing), bucket + "/" + prefix.prefix() + "*");
    add(
        statements,
        actions(ON_KEY, missing),
        "acs:kms:*:*:" + keyId.map(id -> "key/" + id).orElse("*"));
    if (statements.isEmpty()) {
      return List.of();
    }
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("Version", "1");
    policy.set("Statement", statements);
    return List.of(
        new Statement(
            "a RAM policy for " + prefix.bucket(),
            policy.toString(),
            "make a custom policy of it, and attach that to the RAM user or role whose keys the"
                + " settings have"));
  }

  private static List<String> actions(
      Map<Right, List<String>> table, Map<Right, StoreFault> missing) {
    return missing.keySet().stream()
        .sorted()
        .flatMap(right -> table.getOrDefault(right, List.of()).stream())
        .toList();
  }

  private static void add(ArrayNode statements, List<String> actions, String resource) {
    if (!actions.isEmpty()) {
      added(statements, actions, resource);
    }
  }

  private static ObjectNode added(ArrayNode statements, List<String> actions, String resource) {
    ObjectNode statement = statements.addObject();
    statement.put("Effect", "Allow");
    actions.forEach(statement.putArray("Action")::add);
    statement.putArray("Resource").add(resource);
    return statement;
  }
}
