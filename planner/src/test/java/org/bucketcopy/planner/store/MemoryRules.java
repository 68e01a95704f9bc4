package org.bucketcopy.planner.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;

/** What a {@link MemoryStore} refuses. */
final class MemoryRules {
  private final MemoryService service;
  private final StoreProfile profile;

  MemoryRules(MemoryService service, StoreProfile profile) {
    this.service = service;
    this.profile = profile;
  }

  MemoryObject found(StoreOperation operation, ObjectLocation object, Optional<String> version) {
    return service
        .find(object, version)
        .orElseThrow(() -> refusal(StoreFault.Kind.NOT_FOUND, operation, object, "not there"));
  }

  MemoryObject source(
      StoreOperation operation, CopySource source, Ability condition, Object target) {
    MemoryObject found = found(operation, source.object(), source.versionId());
    check(
        !profile.can(condition) || found.etag().equals(source.etag()),
        StoreFault.Kind.SOURCE_CHANGED,
        operation,
        target);
    return found;
  }

  MemoryUpload upload(StoreOperation operation, UploadHandle handle) {
    return service
        .upload(handle)
        .orElseThrow(
            () ->
                refusal(
                    StoreFault.Kind.UPLOAD_GONE,
                    operation,
                    handle.destination(),
                    "no such upload"));
  }

  void acceptKey(StoreOperation operation, ObjectLocation object) {
    check(service.has(object.bucket()), StoreFault.Kind.NOT_FOUND, operation, object.bucket());
    accept(
        object.key().getBytes(UTF_8).length <= profile.limits().maxKeyBytes(),
        operation,
        object,
        "the key is too long");
    accept(
        !object.key().startsWith("/") || profile.can(Ability.LEADING_SLASH_KEYS),
        operation,
        object,
        "the key begins with /");
  }

  void respect(
      DestinationRule rule, Ability ability, StoreOperation operation, ObjectLocation object) {
    boolean honoured = rule == DestinationRule.MUST_BE_ABSENT && profile.can(ability);
    check(
        !honoured || service.find(object, Optional.empty()).isEmpty(),
        StoreFault.Kind.ALREADY_EXISTS,
        operation,
        object);
  }

  void requires(Ability ability, StoreOperation operation, Object target) {
    check(profile.can(ability), StoreFault.Kind.UNSUPPORTED, operation, target);
  }

  static void accept(boolean right, StoreOperation operation, Object target, String message) {
    if (!right) {
      throw refusal(StoreFault.Kind.INVALID, operation, target, message);
    }
  }

  static void check(boolean right, StoreFault.Kind kind, StoreOperation operation, Object target) {
    if (!right) {
      throw refusal(kind, operation, target, "");
    }
  }

  private static StoreException refusal(
      StoreFault.Kind kind, StoreOperation operation, Object target, String message) {
    return new StoreException(StoreFault.found(kind, operation, target, message));
  }
}
