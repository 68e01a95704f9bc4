package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.bucketcopy.job.stores.s3.http.StreamedContent;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The rules of Reactive Streams, with threads that run when the test says. */
final class BodyReadingTest {
  private static final int BUFFER = 32 * 1024;
  private static final int CHUNK = 128 * 1024;
  private static final S3Call CALL = S3Call.of(StoreOperation.UPLOAD_PART, "s3://b/k");

  private final Deque<Runnable> tasks = new ArrayDeque<>();

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private SentBody sent(TestBody body) {
    return new SentBody(body, List.of(ChecksumAlgorithm.CRC32C), CALL, tasks::add);
  }

  private static final class Taker implements Subscriber<ByteBuffer> {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Optional<Subscription> subscription = Optional.empty();
    private int completed;

    @Override
    public void onSubscribe(Subscription given) {
      subscription = Optional.of(given);
    }

    Subscription subscription() {
      return subscription.orElseThrow();
    }

    @Override
    public void onNext(ByteBuffer piece) {
      sizes.add(piece.remaining());
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {
      completed++;
    }
  }

  @Test
  void onlyWhatIsAskedForIsReadAndOnAnotherThread() {
    TestBody body = TestBody.of(new byte[10 * BUFFER]);
    Taker taker = new Taker();
    sent(body).subscribe(taker);
    assertThat(tasks).isEmpty();

    taker.subscription().request(2);
    assertThat(body.opened()).isZero();
    runAll();

    assertThat(taker.sizes).containsExactly(BUFFER, BUFFER);
    assertThat(body.read()).isEqualTo(2 * BUFFER);
    assertThat(body.stillOpen()).isEqualTo(1);
  }

  @Test
  void theStreamIsClosedAtItsEndAndTheChecksumKnown() {
    TestBody body = TestBody.of(new byte[BUFFER + 1]);
    SentBody sent = sent(body);
    Taker taker = new Taker();
    sent.subscribe(taker);
    taker.subscription().request(Long.MAX_VALUE);
    taker.subscription().request(Long.MAX_VALUE);
    runAll();

    assertThat(taker.sizes).containsExactly(BUFFER, 1);
    assertThat(taker.completed).isEqualTo(1);
    assertThat(body.stillOpen()).isZero();
    assertThat(sent.end()).isCompletedWithValueMatching(Optional::isPresent);
    runAll();
    assertThat(taker.completed).isEqualTo(1);
  }

  @Test
  void chunksAndTheChecksumAfterThemAreAsLongAsWasSaid() throws IOException {
    for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7}) {
      byte[] content = new byte[length];
      new Random(length).nextBytes(content);
      StreamedContent streamed = sent(TestBody.of(content)).streamed();
      Chunks chunks = new Chunks();
      streamed.stream(chunks);
      runAll();

      assertThat(streamed.contentLength()).contains((long) chunks.bytes.size());
      assertThat(streamed.headers())
          .containsEntry("x-amz-decoded-content-length", Integer.toString(length));
      InputStream bytes = new ByteArrayInputStream(chunks.bytes.toByteArray());
      assertThat(decoded(bytes)).isEqualTo(content);
      assertThat(new String(bytes.readAllBytes(), US_ASCII))
          .isEqualTo("x-amz-checksum-crc32c:" + crc32c(content) + "\r\n\r\n");
    }
  }

  /** Takes and releases pieces. */
  private static final class Chunks implements Subscriber<ByteBuf> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onSubscribe(Subscription given) {
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuf piece) {
      bytes.writeBytes(ByteBufUtil.getBytes(piece));
      assertThat(piece.release()).isTrue();
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  /** Up to the trailer. */
  private static byte[] decoded(InputStream chunks) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(chunks), 16);
      if (size == 0) {
        return content.toByteArray();
      }
      content.writeBytes(chunks.readNBytes(size));
      assertThat(line(chunks)).isEmpty();
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static String crc32c(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return BaseEncoding.base64().encode(Ints.toByteArray((int) crc.getValue()));
  }

  @Test
  void nothingComesAfterCancellation() {
    TestBody body = TestBody.of(new byte[10 * BUFFER]);
    SentBody sent = sent(body);
    Taker taker = new Taker();
    sent.subscribe(taker);
    taker.subscription().request(1);
    runAll();
    taker.subscription().request(1);
    taker.subscription().cancel();
    taker.subscription().cancel();
    taker.subscription().request(0);
    runAll();

    assertThat(taker.sizes).hasSize(1);
    assertThat(taker.failures).isEmpty();
    assertThat(taker.completed).isZero();
    assertThat(body.stillOpen()).isZero();
    assertThat(sent.end()).isCompletedWithValue(Optional.empty());
  }

  @Test
  void whoAsksForNothingIsToldSo() {
    TestBody body = TestBody.of(new byte[10]);
    Taker taker = new Taker();
    sent(body).subscribe(taker);
    taker.subscription().request(0);
    runAll();

    assertThat(taker.failures).hasSize(1).first().isInstanceOf(IllegalArgumentException.class);
    assertThat(body.opened()).isZero();
  }

  @Test
  void theLastBytesOfABodyThatIsTooLongAreNotHandedOver() {
    TestBody body =
        new TestBody(2 * BUFFER, () -> new ByteArrayInputStream(new byte[2 * BUFFER + 1]));
    Taker taker = new Taker();
    sent(body).subscribe(taker);
    taker.subscription().request(100);
    runAll();

    assertThat(taker.sizes).containsExactly(BUFFER);
    assertThat(SourceFaultException.in(taker.failures.get(0)).map(StoreFault::kind))
        .contains(StoreFault.Kind.SOURCE_CHANGED);
    assertThat(body.stillOpen()).isZero();
  }

  @Test
  void everySubscriberReadsFromTheFirstByte() {
    TestBody body = TestBody.of(new byte[10]);
    SentBody sent = sent(body);
    for (int i = 1; i <= 2; i++) {
      Taker taker = new Taker();
      sent.subscribe(taker);
      taker.subscription().request(1);
      runAll();
      assertThat(taker.sizes).containsExactly(10);
      assertThat(body.opened()).isEqualTo(i);
    }
  }

  @Test
  void nothingIsOpenedWhenTheCallIsOver() {
    TestBody body = TestBody.of(new byte[10]);
    SentBody sent = sent(body);
    assertThat(sent.end()).isCompletedWithValue(Optional.empty());
    Taker late = new Taker();
    sent.subscribe(late);
    late.subscription().request(1);
    runAll();

    assertThat(late.failures).hasSize(1);
    assertThat(body.opened()).isZero();
  }

  @Test
  void theEndOfACallWaitsForTheStreamToBeClosed() {
    TestBody body = TestBody.of(new byte[10 * BUFFER]);
    SentBody sent = sent(body);
    Taker taker = new Taker();
    sent.subscribe(taker);
    taker.subscription().request(1);
    runAll();

    var ended = sent.end();
    assertThat(ended).isNotDone();
    runAll();
    assertThat(ended).isCompletedWithValue(Optional.empty());
    assertThat(body.stillOpen()).isZero();
  }

  @Test
  void aDefectOfTheSourceEndsTheReading() {
    IllegalStateException defect = new IllegalStateException("ours");
    TestBody body =
        new TestBody(
            10,
            () ->
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw defect;
                  }

                  @Override
                  public int read(byte[] bytes, int offset, int most) throws IOException {
                    throw defect;
                  }
                });
    SentBody sent = sent(body);
    Taker taker = new Taker();
    sent.subscribe(taker);
    taker.subscription().request(1);
    runAll();

    assertThat(taker.failures).containsExactly(defect);
    assertThat(sent.end()).isCompletedExceptionally();
    assertThat(body.stillOpen()).isZero();
  }
}
