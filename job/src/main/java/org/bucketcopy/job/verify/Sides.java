package org.bucketcopy.job.verify;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.KeyMapping;

/**
 * What is compared.
 *
 * @param source what should be there
 * @param destination where it should be; at least one of the two is in a bucket
 */
public record Sides(Place source, Place destination) {
  public Sides {
    checkArgument(
        source instanceof Place.Objects || destination instanceof Place.Objects,
        "%s and %s are both files: one of them has to be in a bucket",
        source.uri(),
        destination.uri());
    checkArgument(
        !source.equals(destination), "source and destination are the same: %s", source.uri());
    if (source instanceof Place.Objects from && destination instanceof Place.Objects to) {
      KeyMapping mapping = KeyMapping.named(from.prefix(), to.prefix());
      checkArgument(
          !mapping.source().equals(mapping.destination()),
          "source and destination are the same: %s",
          source.uri());
    }
  }

  /** The buckets of both. */
  public List<Bucket> buckets() {
    return Stream.of(source, destination)
        .filter(Place.Objects.class::isInstance)
        .map(place -> ((Place.Objects) place).prefix().bucket())
        .distinct()
        .toList();
  }

  /** Whether one of them is files. */
  public boolean ofFiles() {
    return source instanceof Place.Files || destination instanceof Place.Files;
  }
}
