package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;

/** The serializer of one type of immutable values, and the encodings that several types share. */
abstract class WireSerializer<T> extends Serializer<T> {
  WireSerializer() {
    super(/* acceptsNull= */ false, /* immutable= */ true);
  }

  /** Writes the components of a value. */
  @Override
  public abstract void write(Kryo kryo, Output out, T value);

  /** Makes a value of its components, read in the order they were written. */
  abstract T read(Kryo kryo, Input in);

  @Override
  public final T read(Kryo kryo, Input in, Class<T> type) {
    return read(kryo, in);
  }

  /** None of the texts that may be absent can be empty, so that an empty one stands for absence. */
  static void writeText(Output out, Optional<String> text) {
    out.writeString(text.orElse(""));
  }

  static Optional<String> readText(Input in) {
    return Optional.of(in.readString()).filter(text -> !text.isEmpty());
  }

  static void writeMap(Output out, Map<String, String> map) {
    out.writeInt(map.size(), true);
    map.forEach(
        (name, value) -> {
          out.writeString(name);
          out.writeString(value);
        });
  }

  static Map<String, String> readMap(Input in) {
    ImmutableMap.Builder<String, String> map = ImmutableMap.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      map.put(in.readString(), in.readString());
    }
    return map.buildOrThrow();
  }

  static void writeChecksums(Kryo kryo, Output out, ContentChecksums checksums) {
    out.writeInt(checksums.all().size(), true);
    checksums
        .all()
        .forEach(
            one -> {
              kryo.writeObject(out, one.checksum());
              out.writeInt(one.parts().orElse(0), true);
            });
  }

  static ContentChecksums readChecksums(Kryo kryo, Input in) {
    ImmutableSet.Builder<ContentChecksum> checksums = ImmutableSet.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      Checksum checksum = kryo.readObject(in, Checksum.class);
      int parts = in.readInt(true);
      checksums.add(
          new ContentChecksum(checksum, parts == 0 ? OptionalInt.empty() : OptionalInt.of(parts)));
    }
    return new ContentChecksums(checksums.build());
  }

  static void writePut(Kryo kryo, Output out, ObjectPut put) {
    kryo.writeObject(out, put.destination());
    kryo.writeObject(out, put.metadata());
    out.writeString(put.rule().name());
  }

  static ObjectPut readPut(Kryo kryo, Input in) {
    return new ObjectPut(
        kryo.readObject(in, ObjectLocation.class),
        kryo.readObject(in, ObjectMetadata.class),
        DestinationRule.valueOf(in.readString()));
  }

  static void writeList(Kryo kryo, Output out, List<?> values) {
    out.writeInt(values.size(), true);
    values.forEach(value -> kryo.writeClassAndObject(out, value));
  }

  static <E> List<E> readList(Kryo kryo, Input in, Function<Object, E> type) {
    int size = in.readInt(true);
    List<E> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(type.apply(kryo.readClassAndObject(in)));
    }
    return values;
  }
}
