package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.bucketcopy.planner.model.Bucket;

final class LeaseSerializer extends WireSerializer<Lease> {
  @Override
  public void write(Kryo kryo, Output out, Lease lease) {
    writeList(kryo, out, lease.items());
    out.writeLong(lease.askAgainMillis(), true);
    writeRates(kryo, out, lease.requestsPerSecond());
    out.writeDouble(lease.bytesPerSecond());
    out.writeBoolean(lease.finished());
  }

  @Override
  Lease read(Kryo kryo, Input in) {
    return new Lease(
        readList(kryo, in, item -> (WorkItem<?>) item),
        in.readLong(true),
        readRates(kryo, in),
        in.readDouble(),
        in.readBoolean());
  }

  private static void writeRates(Kryo kryo, Output out, Map<Bucket, Double> rates) {
    out.writeInt(rates.size(), true);
    rates.forEach(
        (bucket, perSecond) -> {
          kryo.writeObject(out, bucket);
          out.writeDouble(perSecond);
        });
  }

  private static Map<Bucket, Double> readRates(Kryo kryo, Input in) {
    ImmutableMap.Builder<Bucket, Double> rates = ImmutableMap.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      rates.put(kryo.readObject(in, Bucket.class), in.readDouble());
    }
    return rates.buildOrThrow();
  }
}
