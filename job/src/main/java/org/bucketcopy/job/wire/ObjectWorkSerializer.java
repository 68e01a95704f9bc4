package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.CopyDirectives;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;

final class ObjectWorkSerializer extends WireSerializer<ObjectWork> {
  @Override
  public void write(Kryo kryo, Output out, ObjectWork work) {
    out.writeLong(work.id(), true);
    kryo.writeObject(out, work.copy().source());
    kryo.writeObject(out, work.copy().destination());
    writeText(out, work.copy().storageClass());
    out.writeString(work.copy().rule().name());
    out.writeBoolean(work.copy().metadata().isPresent());
    work.copy().metadata().ifPresent(metadata -> kryo.writeObject(out, metadata));
    out.writeBoolean(work.copy().tags().isPresent());
    work.copy().tags().ifPresent(tags -> writeMap(out, tags));
  }

  @Override
  ObjectWork read(Kryo kryo, Input in) {
    return new ObjectWork(
        in.readLong(true),
        new ObjectCopy(
            kryo.readObject(in, CopySource.class),
            kryo.readObject(in, ObjectLocation.class),
            readText(in),
            DestinationRule.valueOf(in.readString()),
            new CopyDirectives(
                in.readBoolean()
                    ? Optional.of(kryo.readObject(in, ObjectMetadata.class))
                    : Optional.empty(),
                in.readBoolean() ? Optional.of(readMap(in)) : Optional.empty())));
  }
}
