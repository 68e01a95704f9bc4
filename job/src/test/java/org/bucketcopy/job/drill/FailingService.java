package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssReply;
import org.bucketcopy.job.servers.oss.OssRequest;

/** How an OSS server is slow and fails, and what it has made all the same. Thread-safe. */
final class FailingService {
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final Duration LATENCY_OF_PART = Duration.ofMillis(500);
  private static final OssFault SOUND = (request, work) -> Optional.of(work.on(request));

  private final Drill.Measure measure;
  private final List<OssFault> faults;
  private final Random dice;
  private final Set<String> parts = new HashSet<>();
  private final AtomicLong partsAgain = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();

  FailingService(Drill.Measure measure) {
    this.measure = measure;
    this.dice = new Random(measure.seed());
    this.faults =
        ImmutableList.of(
            OssFault.error(500, "InternalError"),
            OssFault.error(503, "SlowDown"),
            OssFault.error(200, "InternalError"),
            OssFault.LOST_REQUEST,
            OssFault.LOST_REPLY,
            OssFault.CUT,
            this::silent);
  }

  private Optional<OssReply> silent(OssRequest request, OssFault.Work work) {
    OssReply late = work.on(request);
    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(measure.silenceMillis()));
    return Optional.of(late);
  }

  /** What becomes of the next request. */
  Optional<OssFault> fate(OssCallKind kind) {
    OssFault drawn = drawn();
    return Optional.of(
        (request, work) -> {
          inFlight.incrementAndGet();
          try {
            boolean part = kind == OssCallKind.UPLOAD_PART;
            Uninterruptibles.sleepUninterruptibly(part ? LATENCY_OF_PART : LATENCY);
            return drawn.answer(request, part ? asked -> part(asked, work) : work);
          } finally {
            inFlight.decrementAndGet();
          }
        });
  }

  private OssFault drawn() {
    double draw;
    synchronized (dice) {
      draw = dice.nextDouble();
    }
    int fault = (int) Math.min(faults.size(), draw / measure.chance());
    return fault < faults.size() ? faults.get(fault) : SOUND;
  }

  private OssReply part(OssRequest request, OssFault.Work work) {
    OssReply reply = work.on(request);
    synchronized (parts) {
      if (!parts.add(request.rawQuery())) {
        partsAgain.incrementAndGet();
      }
    }
    return reply;
  }

  /** Different parts of uploads. */
  long partsMade() {
    synchronized (parts) {
      return parts.size();
    }
  }

  long partsAgain() {
    return partsAgain.get();
  }

  long inFlight() {
    return inFlight.get();
  }
}
