package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Kryo serializer made of two functions, and the encodings that several types share. */
final class WireSerializer<T> extends Serializer<T> {
  /** Writes the components of a value. */
  interface Writer<T> {
    void write(Kryo kryo, Output out, T value);
  }

  /** Makes a value of its components, read in the order they were written. */
  interface Reader<T> {
    T read(Kryo kryo, Input in);
  }

  private final Writer<T> writer;
  private final Reader<T> reader;

  WireSerializer(Writer<T> writer, Reader<T> reader) {
    super(false, true);
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public void write(Kryo kryo, Output out, T value) {
    writer.write(kryo, out, value);
  }

  @Override
  public T read(Kryo kryo, Input in, Class<T> type) {
    return reader.read(kryo, in);
  }

  /** None of the texts that may be absent can be empty, so that an empty one stands for absence. */
  static void writeText(Output out, Optional<String> text) {
    out.writeString(text.orElse(""));
  }

  static Optional<String> readText(Input in) {
    return Optional.of(in.readString()).filter(text -> !text.isEmpty());
  }

  static void writeList(Kryo kryo, Output out, List<?> values) {
    out.writeInt(values.size(), true);
    values.forEach(value -> kryo.writeClassAndObject(out, value));
  }

  static <T> List<T> readList(Kryo kryo, Input in, Class<T> type) {
    int size = in.readInt(true);
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(type.cast(kryo.readClassAndObject(in)));
    }
    return values;
  }
}
