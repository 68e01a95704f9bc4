package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadHandle;

final class UploadPartWorkSerializer extends WireSerializer<UploadPartWork> {
  @Override
  public void write(Kryo kryo, Output out, UploadPartWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.part().upload());
    out.writeInt(work.part().partNumber(), true);
    kryo.writeObject(out, work.file());
    out.writeLong(work.range().first(), true);
    out.writeLong(work.range().last(), true);
  }

  @Override
  UploadPartWork read(Kryo kryo, Input in) {
    return new UploadPartWork(
        in.readLong(true),
        new PartUpload(kryo.readObject(in, UploadHandle.class), in.readInt(true)),
        kryo.readObject(in, SourceFile.class),
        new ByteRange(in.readLong(true), in.readLong(true)));
  }
}
