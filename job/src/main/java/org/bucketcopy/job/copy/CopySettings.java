package org.bucketcopy.job.copy;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.manifest.ManifestSettings;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.transfer.GivenMetadata;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.RouteRule;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.KeyMapping;

/**
 * What a copy run shall do.
 *
 * @param mapping what to copy, and where to
 * @param metadata what the copies carry
 * @param route which way they go
 * @param manifest what names the objects below the source that are copied; empty for all
 * @param transfer what it has in common with other runs
 */
public record CopySettings(
    KeyMapping mapping,
    MetadataRules metadata,
    RouteRule route,
    Optional<ManifestSettings> manifest,
    TransferSettings transfer) {
  /**
   * What copies carry.
   *
   * @param tags what is wanted of the tags of objects
   * @param given what each copy carries in place of what its source does
   * @param classes as in {@link CopyRules#classes}
   */
  public record MetadataRules(TagRule tags, ObjectMetadata given, Map<String, String> classes) {
    public MetadataRules {
      GivenMetadata.check(given);
      checkArgument(
          tags != TagRule.NONE || given.tags().isEmpty(),
          "--tag and --tags none exclude each other");
    }
  }

  public CopySettings {
    ObjectPrefix source = mapping.source();
    ObjectPrefix destination = mapping.destination();
    checkArgument(!source.equals(destination), "source and destination are the same: %s", source);
    checkArgument(
        mapping.object().isPresent() || !source.contains(destination),
        "the destination %s is inside the source %s: a copy would copy itself",
        destination,
        source);
    checkArgument(
        mapping.object().isPresent() || !destination.contains(source),
        "the source %s is inside the destination %s: copies could replace objects that are still"
            + " to be copied",
        source,
        destination);
    checkArgument(
        manifest.isEmpty() || mapping.object().isEmpty(),
        "--manifest names objects below a folder, and --source is a single object: end it in /");
    checkArgument(
        route != RouteRule.RELAY || !transfer.plan().etags().keeps(),
        "--keep-etag and --route relay exclude each other: the ETag of a relayed object is made of"
            + " the parts that are sent");
  }

  /** The same where copies have a storage class that no option names. */
  public CopySettings orIn(Optional<String> storageClass) {
    ObjectMetadata all = given().withStorageClass(given().storageClass().or(() -> storageClass));
    return new CopySettings(
        mapping, new MetadataRules(tags(), all, metadata.classes()), route, manifest, transfer);
  }

  /** What is wanted of the tags of objects. */
  public TagRule tags() {
    return metadata.tags();
  }

  /** What each copy carries in place of what its source does. */
  public ObjectMetadata given() {
    return metadata.given();
  }

  /** The mapping of what is listed on both sides; no other keys can be accepted. */
  public KeyMapping listed() {
    return mapping.below(transfer.ends().beginning());
  }

  /** What to copy. */
  public ObjectPrefix source() {
    return mapping.source();
  }

  /** Where to. */
  public ObjectPrefix destination() {
    return mapping.destination();
  }

  /** What to do where a copy could be made in more than one way. */
  public CopyRules rules() {
    return new CopyRules(
        transfer.selection().ifExists(),
        tags(),
        given(),
        transfer.plan().etags(),
        metadata.classes());
  }
}
