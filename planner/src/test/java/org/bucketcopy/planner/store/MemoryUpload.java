package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.verify.RunningChecksum;

/** An unfinished upload in a {@link MemoryService}. */
final class MemoryUpload {
  private final UploadHandle handle;
  private final ObjectMetadata metadata;
  private final Optional<ChecksumAlgorithm> checksum;
  private final long initiated;
  private final NavigableMap<Integer, HeldPart> parts = new TreeMap<>();

  private record HeldPart(UploadedPart part, ByteSource content) {}

  MemoryUpload(
      UploadHandle handle,
      ObjectMetadata metadata,
      Optional<ChecksumAlgorithm> checksum,
      long initiated) {
    this.checksum = checksum;
    this.handle = handle;
    this.metadata = metadata;
    this.initiated = initiated;
  }

  OpenUpload open() {
    return new OpenUpload(handle, initiated);
  }

  ObjectMetadata metadata() {
    return metadata;
  }

  /** A part that is copied, with the checksum that the upload was initiated with. */
  UploadedPart summed(UploadedPart part, ByteSource content) {
    return checksum.map(RunningChecksum::of).map(sum -> part.with(of(sum, content))).orElse(part);
  }

  private static Checksum of(RunningChecksum sum, ByteSource content) {
    try {
      sum.update(ByteBuffer.wrap(content.read()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.value();
  }

  void hold(UploadedPart part, ByteSource content) {
    parts.put(part.partNumber(), new HeldPart(part, content));
  }

  List<UploadedPart> parts() {
    return parts.values().stream().map(HeldPart::part).toList();
  }

  boolean holds(UploadedPart named) {
    HeldPart held = parts.get(named.partNumber());
    return held != null && held.part().etag().equals(named.etag());
  }

  /** The bytes of the named parts, one after another. */
  ByteSource content(List<UploadedPart> named) {
    List<ByteSource> contents = new ArrayList<>();
    for (UploadedPart part : named) {
      HeldPart held = parts.get(part.partNumber());
      if (held != null) {
        contents.add(held.content());
      }
    }
    return ByteSource.concat(contents);
  }

  /** The named parts with the sizes they really have. */
  List<UploadedPart> held(List<UploadedPart> named) {
    List<UploadedPart> held = new ArrayList<>();
    for (UploadedPart part : named) {
      HeldPart known = parts.get(part.partNumber());
      if (known != null) {
        held.add(known.part());
      }
    }
    return held;
  }
}
