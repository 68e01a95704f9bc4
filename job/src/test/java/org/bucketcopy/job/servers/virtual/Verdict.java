package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How the destination compares with what it ought to hold: a copy of each source object, under the
 * same key but for the prefix.
 *
 * @param right copies with the content that the source has now
 * @param stale copies with content that their source had until it was overwritten
 * @param wrong objects under the right key with other content
 * @param missing source objects without a copy
 * @param extra objects that no source object accounts for
 */
public record Verdict(long right, long stale, long wrong, long missing, long extra) {

  /** Whether there is a right copy of each source object, and nothing else. */
  public boolean allRight() {
    return stale == 0 && wrong == 0 && missing == 0 && extra == 0;
  }

  Map<String, Object> facts() {
    return ImmutableMap.of(
        "right", right, "stale", stale, "wrong", wrong, "missing", missing, "extra", extra);
  }

  /**
   * Compares two buckets. Takes time for each object of their maps, and next to none for those that
   * are bits.
   *
   * @param former identities of content that was overwritten in the source
   */
  static Verdict of(VirtualBucket source, VirtualBucket destination, Set<String> former) {
    Count count = new Count(source, destination, former);
    count.right = source.present().shared(destination.present());
    destination.kept().entrySet().forEach(count::kept);
    source.kept().keySet().forEach(count::replaced);
    long copied = count.right + count.stale + count.wrong;
    long missing = count.expected() - copied;
    long all = destination.present().size() + destination.kept().size();
    return new Verdict(count.right, count.stale, count.wrong, missing, all - copied);
  }

  private static final class Count {
    private final VirtualBucket source;
    private final VirtualBucket destination;
    private final Set<String> former;
    private final ObjectKey sourcePrefix;
    private final ObjectKey destinationPrefix;
    private long right;
    private long stale;
    private long wrong;

    Count(VirtualBucket source, VirtualBucket destination, Set<String> former) {
      this.source = source;
      this.destination = destination;
      this.former = former;
      this.sourcePrefix = source.keys().prefix();
      this.destinationPrefix = destination.keys().prefix();
    }

    /** Source objects under the prefix that is copied. */
    long expected() {
      return source.present().size()
          + source.kept().keySet().stream().filter(key -> key.startsWith(sourcePrefix)).count();
    }

    /** Counts a destination object of the map. */
    void kept(Entry<ObjectKey, StoredObject> entry) {
      Optional<StoredObject> original =
          entry.getKey().moved(destinationPrefix, sourcePrefix).flatMap(source::find);
      if (original.isPresent()) {
        compare(original.get().content(), entry.getValue().content());
      }
    }

    /** Counts a source object that is no longer a bit, where its copy still is one. */
    void replaced(ObjectKey key) {
      OptionalLong index = source.keys().indexOf(key);
      if (index.isPresent() && destination.present().contains(index.getAsLong())) {
        String copy = destination.keys().etag(index.getAsLong());
        long size = destination.keys().size(index.getAsLong());
        source
            .find(key)
            .ifPresent(object -> compare(object.content(), Content.virtual(copy, size)));
      }
    }

    private void compare(Content original, Content copy) {
      if (original.identity().equals(copy.identity())) {
        right++;
      } else if (former.contains(copy.identity())) {
        stale++;
      } else {
        wrong++;
      }
    }
  }
}
