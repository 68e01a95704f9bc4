package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreOperation;

final class LeaseRequestSerializer extends WireSerializer<LeaseRequest> {
  @Override
  public void write(Kryo kryo, Output out, LeaseRequest request) {
    out.writeString(request.pump().executor());
    out.writeLong(request.pump().attempt(), true);
    out.writeString(request.site().host());
    out.writeString(request.site().destination());
    out.writeLong(request.sequence(), true);
    out.writeInt(request.room().requests(), true);
    out.writeInt(request.room().spare(), true);
    out.writeLong(request.room().bytes(), true);
    writeList(kryo, out, request.outcomes());
    writeCounts(out, request.requests());
    writeLoads(kryo, out, request.loads());
  }

  @Override
  LeaseRequest read(Kryo kryo, Input in) {
    return new LeaseRequest(
        new PumpName(in.readString(), in.readLong(true)),
        new ExecutorSite(in.readString(), in.readString()),
        in.readLong(true),
        new Room(in.readInt(true), in.readInt(true), in.readLong(true)),
        readList(kryo, in, Outcome.class::cast),
        readCounts(in),
        readLoads(kryo, in));
  }

  private static void writeCounts(Output out, RequestCounts counts) {
    out.writeInt(counts.byOperation().size(), true);
    counts
        .byOperation()
        .forEach(
            (operation, count) -> {
              out.writeString(operation.name());
              out.writeLong(count, true);
            });
    out.writeLong(counts.failed(), true);
    out.writeLong(counts.throttled(), true);
    out.writeInt(counts.latencies().size(), true);
    counts
        .latencies()
        .forEach(
            (operation, histogram) -> {
              out.writeString(operation.name());
              writeHistogram(out, histogram);
            });
  }

  /** Most ranges are empty, or have not changed: those with a count are named. */
  private static void writeHistogram(Output out, LatencyHistogram histogram) {
    out.writeLong(histogram.maxMicros(), true);
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      if (histogram.count(bucket) > 0) {
        out.writeByte(bucket);
        out.writeLong(histogram.count(bucket), true);
      }
    }
    out.writeByte(LatencyHistogram.BUCKETS);
  }

  private static RequestCounts readCounts(Input in) {
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    for (int left = in.readInt(true); left > 0; left--) {
      counts.put(StoreOperation.valueOf(in.readString()), in.readLong(true));
    }
    long failed = in.readLong(true);
    long throttled = in.readLong(true);
    Map<StoreOperation, LatencyHistogram> latencies = new EnumMap<>(StoreOperation.class);
    for (int left = in.readInt(true); left > 0; left--) {
      latencies.put(StoreOperation.valueOf(in.readString()), readHistogram(in));
    }
    return new RequestCounts(counts, failed, throttled, latencies);
  }

  private static LatencyHistogram readHistogram(Input in) {
    long maxMicros = in.readLong(true);
    long[] counts = new long[LatencyHistogram.BUCKETS];
    for (int bucket = in.readByteUnsigned();
        bucket < LatencyHistogram.BUCKETS;
        bucket = in.readByteUnsigned()) {
      counts[bucket] = in.readLong(true);
    }
    return LatencyHistogram.of(counts, maxMicros);
  }

  private static void writeLoads(Kryo kryo, Output out, Map<Bucket, BucketLoad> loads) {
    out.writeInt(loads.size(), true);
    loads.forEach(
        (bucket, load) -> {
          kryo.writeObject(out, bucket);
          out.writeLong(load.sent(), true);
          out.writeLong(load.throttled(), true);
          out.writeInt(load.active(), true);
        });
  }

  private static Map<Bucket, BucketLoad> readLoads(Kryo kryo, Input in) {
    ImmutableMap.Builder<Bucket, BucketLoad> loads = ImmutableMap.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      loads.put(
          kryo.readObject(in, Bucket.class),
          new BucketLoad(in.readLong(true), in.readLong(true), in.readInt(true)));
    }
    return loads.buildOrThrow();
  }
}
