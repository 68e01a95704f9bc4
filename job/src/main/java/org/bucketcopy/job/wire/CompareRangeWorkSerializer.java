package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.SourceEntry;

final class CompareRangeWorkSerializer extends WireSerializer<CompareRangeWork> {
  @Override
  public void write(Kryo kryo, Output out, CompareRangeWork work) {
    out.writeLong(work.id(), true);
    kryo.writeClassAndObject(out, work.source());
    kryo.writeClassAndObject(out, work.destination());
    out.writeLong(work.range().first(), true);
    out.writeLong(work.range().last(), true);
  }

  @Override
  CompareRangeWork read(Kryo kryo, Input in) {
    return new CompareRangeWork(
        in.readLong(true),
        (SourceEntry) kryo.readClassAndObject(in),
        (SourceEntry) kryo.readClassAndObject(in),
        new ByteRange(in.readLong(true), in.readLong(true)));
  }
}
