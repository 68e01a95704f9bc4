package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableMap;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;

final class ObjectMetadataSerializer extends WireSerializer<ObjectMetadata> {
  @Override
  public void write(Kryo kryo, Output out, ObjectMetadata metadata) {
    out.writeInt(metadata.headers().size(), true);
    metadata
        .headers()
        .forEach(
            (header, value) -> {
              out.writeString(header.name());
              out.writeString(value);
            });
    writeMap(out, metadata.user());
    writeMap(out, metadata.tags());
    writeText(out, metadata.storageClass());
  }

  @Override
  ObjectMetadata read(Kryo kryo, Input in) {
    ImmutableMap.Builder<ContentHeader, String> headers = ImmutableMap.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      headers.put(ContentHeader.valueOf(in.readString()), in.readString());
    }
    return new ObjectMetadata(headers.buildOrThrow(), readMap(in), readMap(in), readText(in));
  }
}
