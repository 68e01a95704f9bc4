package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

final class DoneSerializer extends WireSerializer<Outcome.Done> {
  @Override
  public void write(Kryo kryo, Output out, Outcome.Done done) {
    out.writeLong(done.id(), true);
    kryo.writeClassAndObject(out, done.result());
  }

  @Override
  Outcome.Done read(Kryo kryo, Input in) {
    return new Outcome.Done(in.readLong(true), kryo.readClassAndObject(in));
  }
}
