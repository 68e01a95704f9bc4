package org.bucketcopy.planner.verify;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Compares a file with an object by what the object's store knows of its content: the file is read
 * once, and the object not at all.
 */
public final class FileComparison {
  private static final int BUFFER = 1 << 17;

  /** The best that a store may know comes first; those of 32 bits miss one change in 2^32. */
  private static final List<ChecksumAlgorithm> BEST_FIRST =
      List.of(
          ChecksumAlgorithm.CRC64_NVME,
          ChecksumAlgorithm.CRC64_ECMA,
          ChecksumAlgorithm.SHA256,
          ChecksumAlgorithm.SHA1,
          ChecksumAlgorithm.MD5,
          ChecksumAlgorithm.CRC32C,
          ChecksumAlgorithm.CRC32);

  private final Body file;
  private final Object name;
  private final ObjectComparison.Side object;
  private final Executor readers;

  private FileComparison(Body file, Object name, ObjectComparison.Side object, Executor readers) {
    this.file = file;
    this.name = name;
    this.object = object;
    this.readers = readers;
  }

  /**
   * What the file and the object show.
   *
   * @param file all bytes of the file
   * @param name names it in messages
   * @param readers the threads that it is read on
   * @return fails with a {@link StoreException} if the file cannot be read, or has changed
   */
  public static CompletionStage<Comparison> of(
      Body file, Object name, ObjectComparison.Side object, Executor readers) {
    return new FileComparison(file, name, object, readers).compared();
  }

  private CompletionStage<Comparison> compared() {
    KnownContent known = KnownContent.of(object.info(), object.store().profile());
    if (known.size() != file.length()) {
      return done(
          new Comparison.Different(
              String.format("it has %d bytes, and its source %d", known.size(), file.length())));
    }
    Optional<Checksum> best =
        BEST_FIRST.stream().map(known.checksums()::whole).flatMap(Optional::stream).findFirst();
    if (best.isPresent()) {
      return byChecksum(best.get());
    }
    if (known.etag().isMd5()) {
      return byEtag(List.of(file.length()), false);
    }
    OptionalInt parts = known.etag().parts();
    return parts.isPresent() && object.store().profile().can(Ability.PART_HEADS)
        ? byParts(parts.getAsInt())
        : done(new Comparison.Undecided("the store has no checksum of the object"));
  }

  private CompletionStage<Comparison> byChecksum(Checksum known) {
    ChecksumAlgorithm algorithm = known.algorithm();
    return read(List.of(file.length()), algorithm)
        .thenApply(sums -> sums.get(0))
        .thenApply(
            sum ->
                sum.equals(known)
                    ? new Comparison.Equal(Evidence.of(algorithm))
                    : new Comparison.Different(
                        String.format(
                            "its %s is %s, and that of its source %s",
                            algorithm.label(), known.value(), sum.value())));
  }

  /** Mostly all parts have one length; the others are looked at only if that is not so. */
  private CompletionStage<Comparison> byParts(int count) {
    return part(1)
        .thenCompose(
            first -> {
              Optional<List<Long>> even = even(count, first.range().length());
              return even.isPresent()
                  ? byEtag(even.get(), false)
                      .thenCompose(
                          found ->
                              found instanceof Comparison.Equal
                                  ? done(found)
                                  : lengths(count).thenCompose(all -> again(even.get(), all)))
                  : lengths(count).thenCompose(all -> byEtag(all, true));
            })
        .exceptionally(this::unlessKnown);
  }

  /** Parts of which the store does not say where they are show nothing. */
  private Comparison unlessKnown(Throwable failure) {
    if (StoreException.kindOf(failure) == StoreFault.Kind.UNSUPPORTED) {
      return new Comparison.Undecided(
          "the store does not say of which parts the object was made, whose ETag is "
              + object.info().identity().etag());
    }
    throw StoreException.again(failure);
  }

  private CompletionStage<Comparison> again(List<Long> tried, List<Long> lengths) {
    return tried.equals(lengths) ? done(otherEtag(true)) : byEtag(lengths, true);
  }

  private Optional<List<Long>> even(int count, long length) {
    boolean fits = (count - 1) * length < file.length() && file.length() <= count * length;
    return fits
        ? Optional.of(
            LongStream.range(0, count)
                .mapToObj(part -> Math.min(length, file.length() - part * length))
                .toList())
        : Optional.empty();
  }

  private CompletionStage<List<Long>> lengths(int count) {
    return lengths(count, new ArrayList<>());
  }

  private CompletionStage<List<Long>> lengths(int count, List<Long> found) {
    return found.size() == count
        ? CompletableFuture.completedStage(found)
        : part(found.size() + 1)
            .thenCompose(
                part -> {
                  found.add(part.range().length());
                  return lengths(count, found);
                });
  }

  private CompletionStage<ObjectPart> part(int number) {
    return object
        .store()
        .inspector()
        .part(object.object(), object.info().identity().versionId(), number);
  }

  /**
   * Whether the MD5s of the file's parts make the object's ETag.
   *
   * @param certain whether the object was certainly made of parts of these lengths
   */
  private CompletionStage<Comparison> byEtag(List<Long> lengths, boolean certain) {
    return read(lengths, ChecksumAlgorithm.MD5)
        .thenApply(
            sums ->
                etag(sums, lengths).equals(object.info().identity().etag())
                    ? new Comparison.Equal(Evidence.ETAG)
                    : otherEtag(certain));
  }

  private ETag etag(List<Checksum> sums, List<Long> lengths) {
    if (object.info().identity().etag().isMd5()) {
      return ETag.of(sums.get(0).value().toString());
    }
    List<UploadedPart> parts = new ArrayList<>();
    for (Checksum sum : sums) {
      parts.add(
          new UploadedPart(
              parts.size() + 1, ETag.of(sum.value().toString()), lengths.get(parts.size())));
    }
    return CompositeEtag.of(parts).orElseThrow();
  }

  /** An ETag that is known to be of the content shows that it is another one. */
  private Comparison otherEtag(boolean certain) {
    boolean ofContent =
        object.store().profile().can(Ability.COMPOSITE_ETAG)
            && !object.info().traits().contains(ObjectTrait.OPAQUE_ETAG);
    ETag etag = object.info().identity().etag();
    return certain && ofContent
        ? new Comparison.Different("its ETag is " + etag + ", which its source does not make")
        : new Comparison.Undecided(
            "its ETag is " + etag + ", which its source does not make, but may not be an MD5");
  }

  private CompletionStage<List<Checksum>> read(List<Long> lengths, ChecksumAlgorithm algorithm) {
    return CompletableFuture.supplyAsync(() -> checksums(lengths, algorithm), readers);
  }

  private List<Checksum> checksums(List<Long> lengths, ChecksumAlgorithm algorithm) {
    byte[] buffer = new byte[BUFFER];
    List<Checksum> sums = new ArrayList<>();
    try (InputStream in = file.open()) {
      for (long length : lengths) {
        RunningChecksum sum = RunningChecksum.of(algorithm);
        for (long left = length; left > 0; ) {
          int got = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
          if (got == 0) {
            throw new EOFException("it has fewer bytes than " + file.length());
          }
          sum.update(ByteBuffer.wrap(buffer, 0, got));
          left -= got;
        }
        sums.add(sum.value());
      }
      return sums;
    } catch (IOException e) {
      throw ReadFault.of(e, name);
    }
  }

  private static CompletionStage<Comparison> done(Comparison comparison) {
    return CompletableFuture.completedStage(comparison);
  }
}
