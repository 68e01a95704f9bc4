package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadHandle;

final class RelayPartWorkSerializer extends WireSerializer<RelayPartWork> {
  @Override
  public void write(Kryo kryo, Output out, RelayPartWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.part().upload());
    out.writeInt(work.part().partNumber(), true);
    kryo.writeObject(out, work.source());
    out.writeLong(work.range().first(), true);
    out.writeLong(work.range().last(), true);
    writeText(out, work.checksum().map(ChecksumAlgorithm::name));
  }

  @Override
  RelayPartWork read(Kryo kryo, Input in) {
    return new RelayPartWork(
        in.readLong(true),
        new PartUpload(kryo.readObject(in, UploadHandle.class), in.readInt(true)),
        kryo.readObject(in, SourceObject.class),
        new ByteRange(in.readLong(true), in.readLong(true)),
        readText(in).map(ChecksumAlgorithm::valueOf));
  }
}
