package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.source.SourceFile;

final class PutWorkSerializer extends WireSerializer<PutWork> {
  @Override
  public void write(Kryo kryo, Output out, PutWork work) {
    out.writeLong(work.id(), true);
    writePut(kryo, out, work.put());
    kryo.writeObject(out, work.file());
  }

  @Override
  PutWork read(Kryo kryo, Input in) {
    return new PutWork(in.readLong(true), readPut(kryo, in), kryo.readObject(in, SourceFile.class));
  }
}
