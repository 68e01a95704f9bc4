package org.bucketcopy.job.stores.oss;

import com.google.common.base.Utf8;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** What is asked of a destination before and by a call that makes an object. */
final class OssRules {
  private OssRules() {}

  /**
   * Makes a call that makes {@code destination}, unless OSS cannot have its key: up to 1,023 bytes,
   * not beginning with a slash or a backslash (help.aliyun.com/document_detail/185228.html). The
   * SDK would send such a key all the same.
   *
   * @param call makes it; an {@link IllegalArgumentException} of it fails the stage too
   */
  static <T> CompletionStage<T> making(
      StoreOperation operation, ObjectLocation destination, Supplier<CompletionStage<T>> call) {
    String key = destination.key();
    if (key.startsWith("/") || key.startsWith("\\")) {
      return refused(operation, destination, "no key of OSS begins with / or \\");
    }
    if (Utf8.encodedLength(key) > OssProfile.LIMITS.maxKeyBytes()) {
      return refused(operation, destination, "the key has more bytes than OSS takes");
    }
    try {
      return call.get();
    } catch (IllegalArgumentException wrong) {
      return refused(operation, destination, String.valueOf(wrong.getMessage()));
    }
  }

  /** Asks to fail if the destination exists; a bucket that keeps versions ignores it. */
  static Map<String, String> headers(DestinationRule rule) {
    return switch (rule) {
      case REPLACE -> Map.of();
      case MUST_BE_ABSENT -> Map.of("x-oss-forbid-overwrite", "true");
    };
  }

  private static <T> CompletionStage<T> refused(
      StoreOperation operation, ObjectLocation destination, String why) {
    return CompletableFuture.failedFuture(
        new StoreException(StoreFault.found(StoreFault.Kind.INVALID, operation, destination, why)));
  }
}
