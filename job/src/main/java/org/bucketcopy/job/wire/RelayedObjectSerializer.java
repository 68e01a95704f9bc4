package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableList;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.store.StoredObject;

final class RelayedObjectSerializer extends WireSerializer<RelayedObject> {
  @Override
  public void write(Kryo kryo, Output out, RelayedObject relayed) {
    kryo.writeObject(out, relayed.made());
    out.writeInt(relayed.losses().size(), true);
    relayed.losses().forEach(out::writeString);
  }

  @Override
  RelayedObject read(Kryo kryo, Input in) {
    StoredObject made = kryo.readObject(in, StoredObject.class);
    ImmutableList.Builder<String> losses = ImmutableList.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      losses.add(in.readString());
    }
    return new RelayedObject(made, losses.build());
  }
}
