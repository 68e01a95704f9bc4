package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.OptionalLong;

final class ComparedRangeSerializer extends WireSerializer<ComparedRange> {
  private static final long NONE = -1;

  @Override
  public void write(Kryo kryo, Output out, ComparedRange range) {
    out.writeLong(range.firstDifference().orElse(NONE));
  }

  @Override
  ComparedRange read(Kryo kryo, Input in) {
    long offset = in.readLong();
    return new ComparedRange(offset == NONE ? OptionalLong.empty() : OptionalLong.of(offset));
  }
}
