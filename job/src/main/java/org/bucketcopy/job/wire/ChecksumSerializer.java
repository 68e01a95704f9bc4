package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.hash.HashCode;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;

final class ChecksumSerializer extends WireSerializer<Checksum> {
  @Override
  public void write(Kryo kryo, Output out, Checksum checksum) {
    byte[] value = checksum.value().asBytes();
    out.writeString(checksum.algorithm().name());
    out.writeInt(value.length, true);
    out.writeBytes(value);
  }

  @Override
  Checksum read(Kryo kryo, Input in) {
    ChecksumAlgorithm algorithm = ChecksumAlgorithm.valueOf(in.readString());
    return new Checksum(algorithm, HashCode.fromBytes(in.readBytes(in.readInt(true))));
  }
}
