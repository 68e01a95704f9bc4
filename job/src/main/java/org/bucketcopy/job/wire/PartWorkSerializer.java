package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.UploadHandle;

final class PartWorkSerializer extends WireSerializer<PartWork> {
  @Override
  public void write(Kryo kryo, Output out, PartWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.copy().upload());
    out.writeInt(work.copy().partNumber(), true);
    kryo.writeObject(out, work.copy().source());
    out.writeLong(work.copy().range().first(), true);
    out.writeLong(work.copy().range().last(), true);
    out.writeBoolean(work.copy().whole());
  }

  @Override
  PartWork read(Kryo kryo, Input in) {
    return new PartWork(
        in.readLong(true),
        new PartCopy(
            kryo.readObject(in, UploadHandle.class),
            in.readInt(true),
            kryo.readObject(in, CopySource.class),
            new ByteRange(in.readLong(true), in.readLong(true)),
            in.readBoolean()));
  }
}
