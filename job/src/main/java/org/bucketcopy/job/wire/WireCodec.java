package org.bucketcopy.job.wire;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Turns messages into bytes and back with the application's own serializer. Spark's RPC would
 * otherwise use Java serialization.
 */
public final class WireCodec {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  /** Serializer instances are costly to make and not thread-safe. */
  private final ThreadLocal<SerializerInstance> serializer =
      ThreadLocal.withInitial(() -> SparkEnv.get().serializer().newInstance());

  /** The message as bytes. */
  public byte[] encode(Object message) {
    ByteBuffer bytes = serializer.get().serialize(message, ANY);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /**
   * The message in {@code bytes}.
   *
   * @throws ClassCastException if they hold something else
   */
  public <T> T decode(byte[] bytes, Class<T> type) {
    return type.cast(serializer.get().deserialize(ByteBuffer.wrap(bytes), ANY));
  }
}
