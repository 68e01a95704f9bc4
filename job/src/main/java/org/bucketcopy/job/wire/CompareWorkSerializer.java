package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.EnumSet;
import java.util.Set;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.verify.MetadataAspect;

final class CompareWorkSerializer extends WireSerializer<CompareWork> {
  @Override
  public void write(Kryo kryo, Output out, CompareWork work) {
    out.writeLong(work.id(), true);
    kryo.writeClassAndObject(out, work.source());
    kryo.writeClassAndObject(out, work.destination());
    out.writeInt(work.metadata().size(), true);
    work.metadata().forEach(aspect -> out.writeString(aspect.name()));
  }

  @Override
  CompareWork read(Kryo kryo, Input in) {
    long id = in.readLong(true);
    SourceEntry source = (SourceEntry) kryo.readClassAndObject(in);
    SourceEntry destination = (SourceEntry) kryo.readClassAndObject(in);
    Set<MetadataAspect> metadata = EnumSet.noneOf(MetadataAspect.class);
    for (int left = in.readInt(true); left > 0; left--) {
      metadata.add(MetadataAspect.valueOf(in.readString()));
    }
    return new CompareWork(id, source, destination, metadata);
  }
}
