package org.bucketcopy.planner.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.OpenObject;
import org.bucketcopy.planner.store.RangeSource;
import org.bucketcopy.planner.store.ResumedStream;
import org.bucketcopy.planner.verify.RunningChecksum;

/**
 * Bytes of an object that are sent as they are read, each time anew. Checksums are made of them as
 * they pass. Thread-safe, but for its streams.
 */
final class ObjectBody implements Body {
  private final RangeSource source;
  private final long length;
  private final ByteRange range;
  private final Set<ChecksumAlgorithm> algorithms;

  /** Opened by somebody else, for whoever reads first. */
  private final AtomicReference<Optional<First>> first;

  private volatile Set<Checksum> checksums = Set.of();

  private record First(InputStream bytes, boolean atHand) {}

  private ObjectBody(
      RangeSource source,
      long length,
      Set<ChecksumAlgorithm> algorithms,
      ByteRange range,
      Optional<First> first) {
    this.source = source;
    this.length = length;
    this.range = range;
    this.algorithms = algorithms;
    this.first = new AtomicReference<>(first);
  }

  /** A range of an object. */
  static ObjectBody of(RangeSource source, ByteRange range, Set<ChecksumAlgorithm> algorithms) {
    return new ObjectBody(source, range.length(), algorithms, range, Optional.empty());
  }

  /**
   * A whole object that has been opened.
   *
   * @param length of the object in bytes
   * @param opened the object
   */
  static ObjectBody opened(
      RangeSource source, long length, OpenObject opened, Set<ChecksumAlgorithm> algorithms) {
    ByteRange all = new ByteRange(0, Math.max(0, length - 1));
    First first = new First(opened.bytes(), opened.atHand());
    return new ObjectBody(source, length, algorithms, all, Optional.of(first));
  }

  @Override
  public boolean isAtHand() {
    return first.getAcquire().filter(First::atHand).isPresent();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    Optional<InputStream> opened = first.getAndSet(Optional.empty()).map(First::bytes);
    if (length == 0) {
      return opened.orElseGet(InputStream::nullInputStream);
    }
    return new Passing(
        opened
            .map(stream -> new ResumedStream(source, range, stream))
            .orElseGet(() -> new ResumedStream(source, range)));
  }

  /** The checksums of all bytes, once they were read to their end: those of the last time. */
  Set<Checksum> checksums() {
    return checksums;
  }

  /** Gives up what was opened and nobody has read. */
  void close() {
    first
        .getAndSet(Optional.empty())
        .ifPresent(unread -> new ResumedStream(source, range, unread.bytes()).close());
  }

  private final class Passing extends BlockStream {
    private final ResumedStream in;
    private final Set<RunningChecksum> running =
        algorithms.stream().map(RunningChecksum::of).collect(Collectors.toUnmodifiableSet());
    private long left = length;

    Passing(ResumedStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
      int got = in.read(bytes, offset, most);
      if (got > 0) {
        running.forEach(sum -> sum.update(ByteBuffer.wrap(bytes, offset, got)));
        left -= got;
        if (left == 0) {
          checksums =
              running.stream().map(RunningChecksum::value).collect(Collectors.toUnmodifiableSet());
        }
      }
      return got;
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
