package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/** A multipart upload that is open. Thread-safe. */
final class Upload {
  static final long MIN_PART = 5L << 20;

  private final String id;
  private final VirtualBucket bucket;
  private final ObjectKey key;
  private final StoredObject.Properties properties;
  private final Instant initiated = Instant.now();
  private final TreeMap<Integer, Part> parts = new TreeMap<>();
  private final boolean summed;
  private boolean closed;

  /**
   * @param summed whether checksums are made of its parts
   */
  Upload(
      String id,
      VirtualBucket bucket,
      ObjectKey key,
      StoredObject.Properties properties,
      boolean summed) {
    this.summed = summed;
    this.id = id;
    this.bucket = bucket;
    this.key = key;
    this.properties = properties;
  }

  /**
   * A part that was copied or sent.
   *
   * @param source of a part that was sent: what it holds
   * @param first offset in the source, inclusive
   * @param last offset in the source, inclusive
   */
  record Part(String etag, Content source, long first, long last, Instant modified, Way way) {
    static Part copied(String etag, Content source, Span span) {
      return new Part(etag, source, span.first(), span.last(), Instant.now(), Way.COPIED);
    }

    static Part sent(Content content) {
      return new Part(content.identity(), content, 0, content.size() - 1, Instant.now(), Way.SENT);
    }

    long size() {
      return last - first + 1;
    }

    /** Its CRC-64/NVME. */
    String checksum() {
      return source.checksum(first, last);
    }
  }

  /** How a part came. */
  enum Way {
    COPIED,
    SENT
  }

  /** A part as Complete names it. */
  record NamedPart(int number, String etag) {}

  /**
   * What Complete makes of an upload.
   *
   * @param violation what is wrong with it
   */
  record Assembly(
      Content content, String etag, ImmutableList<Long> sizes, Optional<Violation> violation) {}

  String id() {
    return id;
  }

  VirtualBucket bucket() {
    return bucket;
  }

  ObjectKey key() {
    return key;
  }

  StoredObject.Properties properties() {
    return properties;
  }

  /** Whether checksums are made of its parts. */
  boolean summed() {
    return summed;
  }

  Instant initiated() {
    return initiated;
  }

  /** Sets a part, and says whether it takes the place of another. */
  synchronized boolean put(int number, Part part) {
    requireOpen();
    return Optional.ofNullable(parts.put(number, part)).isPresent();
  }

  /** Up to {@code max} parts after a part number. */
  synchronized List<Entry<Integer, Part>> parts(int after, int max) {
    return parts.tailMap(after, false).entrySet().stream().limit(max).toList();
  }

  /** Ends the upload: parts that come later are refused. */
  synchronized void close() {
    requireOpen();
    closed = true;
  }

  /**
   * What the named parts make.
   *
   * @param minPart smallest size of a part that is not the last
   * @throws Refusal with NoSuchUpload if it is closed
   */
  synchronized Assembly assembly(List<NamedPart> named, long minPart) {
    requireOpen();
    List<Part> chosen = new ArrayList<>(named.size());
    Optional<Violation> violation = choose(named, chosen, minPart);
    if (violation.isPresent()) {
      return broken(chosen, violation.get());
    }
    if (chosen.stream().allMatch(part -> part.way() == Way.SENT)) {
      return new Assembly(joined(chosen), etag(chosen), sizes(chosen), Optional.empty());
    }
    return coverage(chosen)
        .map(broken -> broken(chosen, broken))
        .orElseGet(
            () ->
                new Assembly(
                    chosen.get(0).source(), etag(chosen), sizes(chosen), Optional.empty()));
  }

  private Optional<Violation> choose(List<NamedPart> named, List<Part> chosen, long minPart) {
    int before = 0;
    for (NamedPart name : named) {
      if (name.number() <= before) {
        return Optional.of(Violation.OUT_OF_ORDER);
      }
      before = name.number();
    }
    for (NamedPart name : named) {
      Optional<Part> part =
          Optional.ofNullable(parts.get(name.number()))
              .filter(known -> known.etag().equals(name.etag()));
      if (part.isEmpty()) {
        return Optional.of(Violation.PART_UNKNOWN);
      }
      chosen.add(part.get());
    }
    boolean tooSmall =
        chosen.subList(0, chosen.size() - 1).stream().anyMatch(part -> part.size() < minPart);
    return tooSmall ? Optional.of(Violation.PART_TOO_SMALL) : Optional.empty();
  }

  private static Optional<Violation> coverage(List<Part> chosen) {
    Content source = chosen.get(0).source();
    long end = 0;
    for (Part part : chosen) {
      if (part.way() == Way.SENT || !part.source().identity().equals(source.identity())) {
        return Optional.of(Violation.MIXED_SOURCES);
      }
      if (part.first() != end) {
        return Optional.of(Violation.NOT_CONTIGUOUS);
      }
      end = part.last() + 1;
    }
    return end == source.size() ? Optional.empty() : Optional.of(Violation.NOT_WHOLE);
  }

  private static Content joined(List<Part> chosen) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chosen.forEach(part -> all.writeBytes(part.source().bytes().orElseThrow().octets()));
    return Content.of(all.toByteArray());
  }

  private Assembly broken(List<Part> chosen, Violation violation) {
    long size = chosen.stream().mapToLong(Part::size).sum();
    return new Assembly(
        Content.virtual(Md5.hex(Bytes.ascii("broken " + id)), size),
        etag(chosen),
        sizes(chosen),
        Optional.of(violation));
  }

  private static ImmutableList<Long> sizes(List<Part> chosen) {
    return chosen.stream().map(Part::size).collect(ImmutableList.toImmutableList());
  }

  private static String etag(List<Part> chosen) {
    return Md5.composite(chosen.stream().map(Part::etag).toList());
  }

  private void requireOpen() {
    if (closed) {
      throw new Refusal(S3Error.NO_SUCH_UPLOAD);
    }
  }
}
