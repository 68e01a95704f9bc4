package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;

final class CopySourceSerializer extends WireSerializer<CopySource> {
  @Override
  public void write(Kryo kryo, Output out, CopySource source) {
    kryo.writeObject(out, source.object());
    out.writeString(source.etag().value());
    writeText(out, source.versionId());
  }

  @Override
  CopySource read(Kryo kryo, Input in) {
    return new CopySource(
        kryo.readObject(in, ObjectLocation.class), ETag.of(in.readString()), readText(in));
  }
}
