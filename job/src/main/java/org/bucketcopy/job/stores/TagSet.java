package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The tags of an object as a store wrote them.
 *
 * @param tags in the store's order
 */
public record TagSet(List<Tag> tags) {
  /**
   * What the codes begin with by which S3 and the stores that speak it, OSS and BOS say that an
   * object has no tags: {@code NoSuchTagSet}, {@code NoSuchTagSetError}, {@code NoSuchTagging}.
   */
  private static final String NO_TAGS = "NoSuchTag";

  public TagSet {
    tags = ImmutableList.copyOf(tags);
  }

  /**
   * One tag.
   *
   * @param value empty where there is none, which is the same as an empty one
   */
  public record Tag(Optional<String> key, Optional<String> value) {
    /** A tag whose parts are null where the answer has none. */
    public static Tag ofNullable(String key, String value) {
      return new Tag(Optional.ofNullable(key), Optional.ofNullable(value));
    }

    private String name() {
      return key.orElse("");
    }
  }

  /**
   * The tags of {@code object} by a request that is under way: none where the store says that there
   * are none. A set that has a tag without a key, or two of one key, is {@link Kind#INVALID}: what
   * can be read of it would be a part.
   */
  public static CompletionStage<Map<String, String>> read(
      ObjectLocation object, CompletionStage<TagSet> request) {
    return request.handle(
        (set, failure) -> {
          if (failure == null) {
            return set.byKey(object);
          }
          StoreFault fault = StoreException.faultOf(failure, StoreOperation.READ_TAGS, object);
          if (fault.code().startsWith(NO_TAGS)) {
            return ImmutableMap.of();
          }
          throw StoreException.again(failure);
        });
  }

  private Map<String, String> byKey(ObjectLocation object) {
    Map<String, String> values = new HashMap<>();
    for (Tag tag : tags) {
      boolean known = values.put(tag.name(), tag.value().orElse("")) != null;
      if (known || tag.name().isEmpty()) {
        String flaw = known ? "two of its tags have one key" : "one of its tags has no key";
        throw new StoreException(
            StoreFault.found(Kind.INVALID, StoreOperation.READ_TAGS, object, flaw));
      }
    }
    return ImmutableMap.copyOf(values);
  }
}
