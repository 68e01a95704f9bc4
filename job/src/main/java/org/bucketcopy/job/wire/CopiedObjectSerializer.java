package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopiedObject;

final class CopiedObjectSerializer extends WireSerializer<CopiedObject> {
  @Override
  public void write(Kryo kryo, Output out, CopiedObject copied) {
    writeText(out, copied.etag().map(ETag::value));
    writeText(out, copied.versionId());
    writeText(out, copied.contentCrc64());
    out.writeBoolean(copied.conditional());
  }

  @Override
  CopiedObject read(Kryo kryo, Input in) {
    return new CopiedObject(
        readText(in).map(ETag::of), readText(in), readText(in), in.readBoolean());
  }
}
