package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.SourceObject;

final class RelayPutWorkSerializer extends WireSerializer<RelayPutWork> {
  @Override
  public void write(Kryo kryo, Output out, RelayPutWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.source());
    writePut(kryo, out, work.put());
    out.writeString(work.tags().name());
  }

  @Override
  RelayPutWork read(Kryo kryo, Input in) {
    return new RelayPutWork(
        in.readLong(true),
        kryo.readObject(in, SourceObject.class),
        readPut(kryo, in),
        TagRule.valueOf(in.readString()));
  }
}
