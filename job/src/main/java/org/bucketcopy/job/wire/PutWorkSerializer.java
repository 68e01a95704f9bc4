package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;

final class PutWorkSerializer extends WireSerializer<PutWork> {
  @Override
  public void write(Kryo kryo, Output out, PutWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.put().destination());
    kryo.writeObject(out, work.put().metadata());
    out.writeString(work.put().rule().name());
    kryo.writeObject(out, work.file());
  }

  @Override
  PutWork read(Kryo kryo, Input in) {
    return new PutWork(
        in.readLong(true),
        new ObjectPut(
            kryo.readObject(in, ObjectLocation.class),
            kryo.readObject(in, ObjectMetadata.class),
            DestinationRule.valueOf(in.readString())),
        kryo.readObject(in, SourceFile.class));
  }
}
