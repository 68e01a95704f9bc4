package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.StoredObject;

final class StoredObjectSerializer extends WireSerializer<StoredObject> {
  @Override
  public void write(Kryo kryo, Output out, StoredObject copied) {
    writeText(out, copied.etag().map(ETag::value));
    writeText(out, copied.versionId());
    writeChecksums(kryo, out, copied.checksums());
    out.writeBoolean(copied.conditional());
  }

  @Override
  StoredObject read(Kryo kryo, Input in) {
    return new StoredObject(
        readText(in).map(ETag::of), readText(in), readChecksums(kryo, in), in.readBoolean());
  }
}
