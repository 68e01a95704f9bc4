package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.UploadedPart;

final class UploadedPartSerializer extends WireSerializer<UploadedPart> {
  @Override
  public void write(Kryo kryo, Output out, UploadedPart copied) {
    out.writeInt(copied.partNumber(), true);
    out.writeString(copied.etag().value());
    out.writeLong(copied.size(), true);
    out.writeBoolean(copied.conditional());
  }

  @Override
  UploadedPart read(Kryo kryo, Input in) {
    return new UploadedPart(
        in.readInt(true), ETag.of(in.readString()), in.readLong(true), in.readBoolean());
  }
}
