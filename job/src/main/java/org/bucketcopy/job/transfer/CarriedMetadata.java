package org.bucketcopy.job.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;

/** What of its metadata did not reach an object. */
final class CarriedMetadata {
  private CarriedMetadata() {}

  /**
   * One sentence for each thing that was lost; empty if the copy carries all.
   *
   * @param wanted what the copy shall carry, tags included
   * @param traits of the source
   * @param copy the copy, its tags included
   * @param tagLoss why the copy is without tags that it shall have, if that is known
   */
  static List<String> losses(
      ObjectMetadata wanted, Set<ObjectTrait> traits, ObjectInfo copy, Optional<String> tagLoss) {
    List<String> losses = losses(wanted, traits, copy.metadata());
    tagLoss.ifPresent(losses::add);
    if (tagLoss.isEmpty() && !wanted.tags().equals(copy.metadata().tags())) {
      losses.add("tags were not kept");
    }
    compare("storage class", storageClass(wanted), storageClass(copy.metadata()), losses);
    return losses;
  }

  /**
   * The same of headers and user metadata alone.
   *
   * @param copied what the copy carries
   */
  static List<String> losses(
      ObjectMetadata wanted, Set<ObjectTrait> traits, ObjectMetadata copied) {
    List<String> losses = new ArrayList<>();
    for (ObjectTrait trait : traits) {
      lossOf(trait).ifPresent(losses::add);
    }
    wanted
        .headers()
        .forEach(
            (header, value) ->
                compare(
                    header.headerName(),
                    Optional.of(value),
                    Optional.ofNullable(copied.headers().get(header)),
                    losses));
    UploadToken.without(wanted.user())
        .forEach(
            (name, value) ->
                compare(
                    "user metadata \"" + name + "\"",
                    Optional.of(value),
                    Optional.ofNullable(copied.user().get(name)),
                    losses));
    return losses;
  }

  private static void compare(
      String what, Optional<String> wanted, Optional<String> copied, List<String> losses) {
    if (!wanted.equals(copied)) {
      losses.add(
          what
              + " was not kept: \""
              + wanted.orElse("default")
              + "\" became \""
              + copied.orElse("default")
              + "\"");
    }
  }

  /** Stores leave the standard class out of some answers and spell it out in others. */
  private static Optional<String> storageClass(ObjectMetadata metadata) {
    return metadata.storageClass().filter(name -> !name.equalsIgnoreCase("standard"));
  }

  /** What a copy lacks of an object with {@code trait}, a sentence; empty if nothing. */
  static Optional<String> lossOf(ObjectTrait trait) {
    return switch (trait) {
      case UNREADABLE_METADATA -> Optional.of("some metadata cannot be read over HTTP");
      case WEBSITE_REDIRECT -> Optional.of("the website redirect is not copied");
      case LOCKED -> Optional.of("retention and legal hold are not copied");
      case APPENDABLE, SYMLINK, ARCHIVED, OPAQUE_ETAG, KEY_OF_SERVICE -> Optional.empty();
    };
  }
}
