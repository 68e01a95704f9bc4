package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopiedPart;

final class CopiedPartSerializer extends WireSerializer<CopiedPart> {
  @Override
  public void write(Kryo kryo, Output out, CopiedPart copied) {
    out.writeInt(copied.partNumber(), true);
    out.writeString(copied.etag().value());
    out.writeLong(copied.size(), true);
    out.writeBoolean(copied.conditional());
  }

  @Override
  CopiedPart read(Kryo kryo, Input in) {
    return new CopiedPart(
        in.readInt(true), ETag.of(in.readString()), in.readLong(true), in.readBoolean());
  }
}
