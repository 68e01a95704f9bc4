package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.Bucket;

final class BucketSerializer extends WireSerializer<Bucket> {
  @Override
  public void write(Kryo kryo, Output out, Bucket bucket) {
    out.writeString(bucket.scheme());
    out.writeString(bucket.name());
  }

  @Override
  Bucket read(Kryo kryo, Input in) {
    return new Bucket(in.readString(), in.readString());
  }
}
