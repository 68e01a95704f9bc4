package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.PartChecksums;
import org.bucketcopy.planner.store.UploadedPart;

final class UploadedPartSerializer extends WireSerializer<UploadedPart> {
  @Override
  public void write(Kryo kryo, Output out, UploadedPart part) {
    out.writeInt(part.partNumber(), true);
    out.writeString(part.etag().value());
    out.writeLong(part.size(), true);
    out.writeBoolean(part.conditional());
    write(kryo, out, part.checksum());
    write(kryo, out, part.read());
  }

  private static void write(Kryo kryo, Output out, Optional<Checksum> checksum) {
    out.writeBoolean(checksum.isPresent());
    checksum.ifPresent(sum -> kryo.writeObject(out, sum));
  }

  private static Optional<Checksum> checksum(Kryo kryo, Input in) {
    return in.readBoolean() ? Optional.of(kryo.readObject(in, Checksum.class)) : Optional.empty();
  }

  @Override
  UploadedPart read(Kryo kryo, Input in) {
    return new UploadedPart(
        in.readInt(true),
        ETag.of(in.readString()),
        in.readLong(true),
        in.readBoolean(),
        new PartChecksums(checksum(kryo, in), checksum(kryo, in)));
  }
}
