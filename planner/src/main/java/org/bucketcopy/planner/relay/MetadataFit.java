package org.bucketcopy.planner.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * What of an object's metadata another store takes.
 *
 * @param fitting what it takes
 * @param losses what it does not, a sentence each
 */
public record MetadataFit(ObjectMetadata fitting, List<String> losses) {
  /** Bytes that the mark of an upload takes of user metadata. */
  private static final int TOKEN_BYTES = 128;

  public MetadataFit {
    losses = ImmutableList.copyOf(losses);
  }

  /**
   * What {@code store} takes of {@code wanted}; of too much, what the user gives, and then what
   * comes first by name.
   */
  public static MetadataFit of(ObjectMetadata wanted, ObjectMetadata given, StoreProfile store) {
    ImmutableList.Builder<String> losses = ImmutableList.builder();
    Map<String, String> inOrder =
        new TreeMap<>(
            Comparator.comparing((String name) -> !given.user().containsKey(name))
                .thenComparing(Comparator.naturalOrder()));
    inOrder.putAll(wanted.user());
    Map<String, String> user = user(inOrder, store.metadata().maxUserBytes() - TOKEN_BYTES, losses);
    Map<String, String> tags =
        tags(wanted.tags(), store.can(Ability.TAGS) ? store.metadata().maxTags() : 0, losses);
    return new MetadataFit(wanted.withUser(user).withTags(tags), losses.build());
  }

  private static Map<String, String> user(
      Map<String, String> wanted, long room, ImmutableList.Builder<String> losses) {
    ImmutableMap.Builder<String, String> fitting = ImmutableMap.builder();
    long left = room;
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      boolean token = entry.getKey().equals(ObjectMetadata.UPLOAD_TOKEN);
      int bytes = bytes(entry.getKey()) + bytes(entry.getValue());
      if (token || bytes <= left) {
        fitting.put(entry);
        left -= token ? 0 : bytes;
      } else {
        losses.add(
            "user metadata \""
                + entry.getKey()
                + "\" was not kept: the destination takes no more user metadata");
      }
    }
    return fitting.buildOrThrow();
  }

  private static Map<String, String> tags(
      Map<String, String> wanted, int most, ImmutableList.Builder<String> losses) {
    ImmutableMap.Builder<String, String> fitting = ImmutableMap.builder();
    int taken = 0;
    for (Map.Entry<String, String> tag : new TreeMap<>(wanted).entrySet()) {
      if (taken < most) {
        fitting.put(tag);
        taken++;
      } else {
        losses.add(
            "tag \""
                + tag.getKey()
                + "\" was not kept: the destination takes "
                + (most == 0 ? "no tags" : "at most " + most + " tags"));
      }
    }
    return fitting.buildOrThrow();
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
