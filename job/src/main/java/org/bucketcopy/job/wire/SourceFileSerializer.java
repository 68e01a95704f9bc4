package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.SourceFile;

final class SourceFileSerializer extends WireSerializer<SourceFile> {
  @Override
  public void write(Kryo kryo, Output out, SourceFile file) {
    out.writeString(file.path());
    out.writeLong(file.state().size(), true);
    out.writeLong(file.state().lastModified());
    writeText(out, file.state().etag().map(ETag::value));
  }

  @Override
  SourceFile read(Kryo kryo, Input in) {
    return new SourceFile(
        in.readString(),
        new FileState(in.readLong(true), in.readLong(), readText(in).map(ETag::of)));
  }
}
