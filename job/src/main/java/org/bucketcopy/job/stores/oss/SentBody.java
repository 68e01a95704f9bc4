package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * A body on its way through the SDK, which asks for none of its bytes: it signs UNSIGNED-PAYLOAD,
 * and {@link OssHttp} reads what it finds in this.
 */
final class SentBody extends BinaryData {
  private final Body body;
  private final StoreOperation operation;
  private final Object target;
  private volatile Optional<Checksum> checksum = Optional.empty();

  /**
   * @param operation what it is sent for
   * @param target where it goes
   */
  SentBody(Body body, StoreOperation operation, Object target) {
    this.body = body;
    this.operation = operation;
    this.target = target;
  }

  long length() {
    return body.length();
  }

  /** Opens the bytes; to be called once. */
  ChecksummedStream open() throws IOException {
    return ChecksummedStream.open(body, ChecksumAlgorithm.CRC64_ECMA, operation, target);
  }

  /** Notes that all bytes were read, and no more are there. */
  void isRead(Checksum made) {
    checksum = Optional.of(made);
  }

  /** Notes that all of an empty body was read, if it is one. */
  void readNothing() throws IOException {
    try (ChecksummedStream in = open()) {
      if (in.read() < 0) {
        isRead(in.checksum());
      }
    }
  }

  /** CRC-64/ECMA of the bytes; empty until all were read. */
  Optional<Checksum> checksum() {
    return checksum;
  }

  /** What a failure to read means for the call. */
  SourceFaultException fault(Throwable failure) {
    if (failure instanceof SourceFaultException known) {
      return known;
    }
    StoreFault.Kind kind =
        failure instanceof IOException ? StoreFault.Kind.TRANSIENT : StoreFault.Kind.DEFECT;
    String message = "the source cannot be read: " + failure;
    return new SourceFaultException(StoreFault.found(kind, operation, target, message), failure);
  }

  @Override
  public Long getLength() {
    return body.length();
  }

  @Override
  public boolean isReplayable() {
    return false;
  }

  @Override
  public byte[] toBytes() {
    throw streamed();
  }

  @Override
  public String toString() {
    return body.length() + " bytes";
  }

  @Override
  public InputStream toStream() {
    throw streamed();
  }

  @Override
  public ByteBuffer toByteBuffer() {
    throw streamed();
  }

  @Override
  public ReadableByteChannel toByteChannel() {
    throw streamed();
  }

  private static UnsupportedOperationException streamed() {
    return new UnsupportedOperationException("a body is read by the transport alone");
  }
}
