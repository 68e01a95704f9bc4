package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * The upload to complete and the parts that make its object.
 *
 * @param upload the upload
 * @param parts its parts, sorted here by part number; no number twice, at least one
 * @param metadata what the object shall carry, for stores that want it again at the end
 * @param rule what to do if the destination exists
 */
public record UploadCompletion(
    UploadHandle upload, List<UploadedPart> parts, ObjectMetadata metadata, DestinationRule rule) {
  public UploadCompletion {
    parts = ImmutableList.sortedCopyOf(Comparator.comparingInt(UploadedPart::partNumber), parts);
    checkArgument(!parts.isEmpty(), "%s cannot be completed without parts", upload.destination());
    for (int i = 1; i < parts.size(); i++) {
      checkArgument(
          parts.get(i - 1).partNumber() < parts.get(i).partNumber(),
          "part %s of %s is named twice",
          parts.get(i).partNumber(),
          upload.destination());
    }
  }

  /** Length of the object in bytes. */
  public long size() {
    return parts.stream().mapToLong(UploadedPart::size).sum();
  }
}
