package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

final class FailedSerializer extends WireSerializer<Outcome.Failed> {
  @Override
  public void write(Kryo kryo, Output out, Outcome.Failed failed) {
    StoreFault fault = failed.fault();
    out.writeLong(failed.id(), true);
    out.writeString(fault.kind().name());
    out.writeString(fault.operation().name());
    out.writeString(fault.target());
    out.writeString(fault.code());
    out.writeInt(fault.status(), true);
    out.writeString(fault.requestId());
    out.writeString(fault.message());
  }

  @Override
  Outcome.Failed read(Kryo kryo, Input in) {
    return new Outcome.Failed(
        in.readLong(true),
        new StoreFault(
            StoreFault.Kind.valueOf(in.readString()),
            StoreOperation.valueOf(in.readString()),
            in.readString(),
            in.readString(),
            in.readInt(true),
            in.readString(),
            in.readString()));
  }
}
