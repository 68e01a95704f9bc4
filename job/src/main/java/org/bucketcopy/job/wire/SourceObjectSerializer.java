package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.SourceObject;

final class SourceObjectSerializer extends WireSerializer<SourceObject> {
  @Override
  public void write(Kryo kryo, Output out, SourceObject object) {
    kryo.writeObject(out, object.location());
    out.writeString(object.identity().etag().value());
    writeText(out, object.identity().versionId());
    out.writeLong(object.identity().size(), true);
    out.writeLong(object.identity().lastModified());
    writeText(out, object.storageClass());
  }

  @Override
  SourceObject read(Kryo kryo, Input in) {
    return new SourceObject(
        kryo.readObject(in, ObjectLocation.class),
        new ObjectIdentity(
            ETag.of(in.readString()), readText(in), in.readLong(true), in.readLong()),
        readText(in));
  }
}
