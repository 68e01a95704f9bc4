package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

final class UploadHandleSerializer extends WireSerializer<UploadHandle> {
  @Override
  public void write(Kryo kryo, Output out, UploadHandle upload) {
    kryo.writeObject(out, upload.destination());
    out.writeString(upload.uploadId());
  }

  @Override
  UploadHandle read(Kryo kryo, Input in) {
    return new UploadHandle(kryo.readObject(in, ObjectLocation.class), in.readString());
  }
}
