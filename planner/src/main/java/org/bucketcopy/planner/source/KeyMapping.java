package org.bucketcopy.planner.source;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.Printable;

/**
 * Which destination a source has: the destination's prefix takes the place of the source's. Of a
 * single object, both are whole keys.
 */
public final class KeyMapping {
  private final ObjectPrefix source;
  private final ObjectPrefix destination;
  private final boolean single;
  private final String beginning;

  /**
   * All objects under a prefix.
   *
   * @param source what is copied
   * @param destination where it goes
   */
  public KeyMapping(ObjectPrefix source, ObjectPrefix destination) {
    this(source, destination, /* single= */ false, "");
  }

  private KeyMapping(
      ObjectPrefix source, ObjectPrefix destination, boolean single, String beginning) {
    this.source = source;
    this.destination = destination;
    this.single = single;
    this.beginning = beginning;
  }

  /**
   * What users mean by two addresses. A source that is no folder is a single object, which keeps
   * its name in a destination that is one.
   *
   * @throws IllegalArgumentException if the source is a folder and the destination is none
   */
  public static KeyMapping named(ObjectPrefix source, ObjectPrefix destination) {
    if (source.isFolder()) {
      checkArgument(
          destination.isFolder(),
          "%s must end in /: it names a folder, as %s does, of which all objects go there",
          destination,
          source);
      return new KeyMapping(source, destination);
    }
    ObjectPrefix key =
        destination.isFolder()
            ? new ObjectPrefix(destination.bucket(), destination.prefix() + source.name())
            : destination;
    return new KeyMapping(source, key, /* single= */ true, "");
  }

  /** The one object that is copied; empty if all under the source are. */
  public Optional<ObjectLocation> object() {
    return single ? Optional.of(source.bucket().object(source.prefix())) : Optional.empty();
  }

  /**
   * The same of those keys only that begin so, relative to what they are relative to here; a single
   * object stays one.
   */
  public KeyMapping below(String keys) {
    return single
        ? this
        : new KeyMapping(
            source.below(keys), destination.below(keys), /* single= */ false, beginning + keys);
  }

  /** What all relative keys begin with; the prefixes end in it. */
  public String beginning() {
    return beginning;
  }

  /** What is copied. */
  public ObjectPrefix source() {
    return source;
  }

  /** Where it goes. */
  public ObjectPrefix destination() {
    return destination;
  }

  /**
   * Whether the key leaves anything to name its destination. Where the destination is a whole
   * bucket, the source's prefix itself as a key leaves nothing.
   */
  public boolean names(String sourceKey) {
    return !destination.prefix().isEmpty() || !relative(sourceKey).isEmpty();
  }

  /**
   * Where the object {@code sourceKey} goes.
   *
   * @throws IllegalArgumentException if the key is not under the source, or {@link #names} nothing
   */
  public ObjectLocation destinationOf(String sourceKey) {
    if (!names(sourceKey)) {
      throw new IllegalArgumentException(
          String.format(
              "nothing of the key %s is left to name an object of %s: add a destination prefix",
              Printable.of(sourceKey), destination.bucket()));
    }
    return destination.bucket().object(destination.prefix() + source.relative(sourceKey));
  }

  /**
   * What follows the source's prefix in {@code sourceKey}, with the {@link #beginning}; may be
   * empty.
   *
   * @throws IllegalArgumentException if the key is not under the source
   */
  public String relative(String sourceKey) {
    return beginning + source.relative(sourceKey);
  }

  /**
   * The object that has its destination at {@code destinationKey}; empty if no object can.
   *
   * @throws IllegalArgumentException if the key is not under the destination
   */
  public Optional<ObjectLocation> sourceOf(String destinationKey) {
    String key = source.prefix() + destination.relative(destinationKey);
    return key.isEmpty() ? Optional.empty() : Optional.of(source.bucket().object(key));
  }
}
