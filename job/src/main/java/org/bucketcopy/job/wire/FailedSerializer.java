package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

final class FailedSerializer extends WireSerializer<Outcome.Failed> {
  @Override
  public void write(Kryo kryo, Output out, Outcome.Failed failed) {
    out.writeLong(failed.id(), true);
    writeFault(out, failed.fault());
  }

  @Override
  Outcome.Failed read(Kryo kryo, Input in) {
    return new Outcome.Failed(in.readLong(true), readFault(in));
  }
}
