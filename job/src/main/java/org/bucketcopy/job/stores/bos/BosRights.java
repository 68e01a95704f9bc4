package org.bucketcopy.job.stores.bos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;

/** Rights as the ACL of a BOS bucket has them (cloud.baidu.com/doc/BOS, PutBucketAcl). */
record BosRights(Wishes wishes) implements RightsLanguage {
  static BosRights of(StoreSettings settings) {
    return new BosRights(
        new Wishes(
            AccessTerms.of(settings).acl().isPresent() ? Set.of(Right.WRITE_ACL) : Set.of(),
            Map.of(Right.WRITE_ACL, AccessTerms.OF_ACL),
            Set.of(Right.WRITE_TAGS, Right.WRITE_ACL)));
  }

  private static String permission(Right right) {
    return switch (right) {
      case LIST, LIST_UPLOADS -> "LIST";
      case READ, READ_TAGS, LIST_PARTS -> "READ";
      case WRITE, WRITE_TAGS, WRITE_ACL, USE_KEY, ABORT, DELETE -> "WRITE";
    };
  }

  /** The answers of BOS name no right. */
  @Override
  public Optional<Right> named(StoreFault refusal) {
    return Optional.empty();
  }

  @Override
  public List<Statement> statements(ObjectPrefix prefix, Map<Right, StoreFault> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    ObjectNode acl = JsonNodeFactory.instance.objectNode();
    ObjectNode entry = acl.putArray("accessControlList").addObject();
    entry.putArray("grantee").addObject().put("id", "ID-OF-THE-ACCOUNT-OR-USER");
    missing.keySet().stream()
        .sorted()
        .map(BosRights::permission)
        .distinct()
        .forEach(entry.putArray("permission")::add);
    entry.putArray("resource").add(prefix.bucket().name() + "/" + prefix.prefix() + "*");
    entry.put("effect", "Allow");
    return List.of(
        new Statement(
            "the ACL of " + prefix.bucket(),
            acl.toString(),
            "add this entry to those of the ACL that is there, which PutBucketAcl replaces as a"
                + " whole; put in who makes the copy, as grantee"));
  }
}
