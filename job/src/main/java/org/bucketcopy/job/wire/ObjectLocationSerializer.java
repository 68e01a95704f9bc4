package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;

final class ObjectLocationSerializer extends WireSerializer<ObjectLocation> {
  @Override
  public void write(Kryo kryo, Output out, ObjectLocation object) {
    kryo.writeObject(out, object.bucket());
    out.writeString(object.key());
  }

  @Override
  ObjectLocation read(Kryo kryo, Input in) {
    return new ObjectLocation(kryo.readObject(in, Bucket.class), in.readString());
  }
}
