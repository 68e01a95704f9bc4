package org.bucketcopy.job.stores.s3.direct;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.stores.s3.http.HttpConnections;
import org.bucketcopy.planner.thread.Unawaited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

@Timeout(60)
final class HttpConnectionsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Name: a\r\n\r\nok";

  /** More than the buffers of two sockets hold. */
  private static final int LARGE_BYTES = 64 << 20;

  private static final String LARGE =
      "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE_BYTES + "\r\n\r\n";

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("http-connections-test", true), NioIoHandler.newFactory());
  private Instant now = Instant.EPOCH;
  private final HttpConnections connections = new HttpConnections(threads, () -> now);
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What the server says to each request, when the test hands it over; then it may close. */
  private final SynchronousQueue<String> answers = new SynchronousQueue<>();

  private ServerSocket server;

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket socket = server.accept();
            accepted.add(socket);
            daemon(() -> converse(socket));
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    connections.close();
    Unawaited.drop(threads.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception closed) {
                // by the test or the client
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void converse(Socket socket) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    OutputStream out = socket.getOutputStream();
    while (true) {
      List<String> head = new ArrayList<>();
      String line = in.readLine();
      for (; line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      if (line == null) {
        return;
      }
      char[] body = new char["body".length()];
      int length = in.read(body);
      requests.add(head.get(0) + " " + new String(body, 0, length));
      String answer = answers.take();
      out.write(answer.getBytes(UTF_8));
      for (int sent = 0; answer.equals(LARGE) && sent < LARGE_BYTES; sent += 1 << 16) {
        out.write(new byte[1 << 16]);
      }
      if (!answer.equals(OK) && !answer.equals(LARGE)) {
        socket.close();
        return;
      }
    }
  }

  private record Sent(CompletableFuture<Void> over, CompletableFuture<S3Answer> answer) {}

  private Sent send() {
    AnswerCollector collector = new AnswerCollector();
    return new Sent(send(collector), collector.answer());
  }

  private CompletableFuture<Void> send(SdkAsyncHttpResponseHandler handler) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .protocol("http")
            .host("127.0.0.1")
            .port(server.getLocalPort())
            .encodedPath("/b/k%20k")
            .putRawQueryParameter("partNumber", "1")
            .putHeader("content-length", "4")
            .build();
    AsyncRequestBody body = AsyncRequestBody.fromString("body");
    return connections.execute(
        AsyncExecuteRequest.builder()
            .request(request)
            .requestContentPublisher(new S3Exchange.Content(body))
            .responseHandler(handler)
            .build());
  }

  /** Asks for as many pieces of a body as the test says. */
  private static final class Reader implements Subscriber<ByteBuffer> {
    private final CompletableFuture<Subscription> connection = new CompletableFuture<>();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onSubscribe(Subscription given) {
      connection.complete(given);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      bytes.addAndGet(piece.remaining());
    }

    @Override
    public void onError(Throwable failure) {
      connection.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void aBodyIsReadNoFasterThanItIsAskedFor() throws Exception {
    Reader reader = new Reader();
    StreamedAnswer answer = new StreamedAnswer(reader);
    CompletableFuture<Void> over = send(answer);
    answers.put(LARGE);
    assertThat(answer.begun().get().head().statusCode()).isEqualTo(200);
    reader.connection.get().request(1);
    for (int others = 0; others < 50; others++) {
      Sent other = send();
      answers.put(OK);
      other.over().get();
    }
    assertThat(reader.bytes.get()).isLessThan(1 << 20);

    while (!over.isDone()) {
      reader.connection.get().request(1);
    }
    over.get();
    assertThat(reader.bytes.get()).isEqualTo(LARGE_BYTES);
    Sent next = send();
    answers.put(OK);
    next.over().get();
    assertThat(accepted).hasSize(2);
  }

  @Test
  void aBodyThatNobodyWantsAnyMoreEndsItsConnection() throws Exception {
    Reader reader = new Reader();
    CompletableFuture<Void> over = send(new StreamedAnswer(reader));
    answers.put(LARGE);
    reader.connection.get().cancel();

    assertThatThrownBy(over::get).isInstanceOf(CancellationException.class);
    Sent next = send();
    answers.put(OK);
    next.over().get();
    assertThat(accepted).hasSize(2);
  }

  @Test
  void aRefusalIsCollectedAndItsBodyReadByNobody() throws Exception {
    Reader reader = new Reader();
    StreamedAnswer answer = new StreamedAnswer(reader);
    CompletableFuture<Void> over = send(answer);
    answers.put("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone");

    over.get();
    assertThat(answer.begun().get().body()).isEqualTo("gone");
    assertThat(reader.connection).isNotDone();
  }

  @Test
  void aConnectionIsKeptForTheNextRequest() throws Exception {
    for (int i = 0; i < 3; i++) {
      Sent sent = send();
      answers.put(OK);
      S3Answer answer = sent.answer().get();
      sent.over().get();

      assertThat(answer.body()).isEqualTo("ok");
      assertThat(answer.header("x-name")).contains("a");
    }
    assertThat(requests).hasSize(3).containsOnly("PUT /b/k%20k?partNumber=1 HTTP/1.1 body");
    assertThat(accepted).hasSize(1);
  }

  @Test
  void requestsInFlightHaveAConnectionEach() throws Exception {
    Sent one = send();
    Sent other = send();
    answers.put(OK);
    answers.put(OK);

    one.over().get();
    other.over().get();
    assertThat(accepted).hasSize(2);
  }

  @Test
  void aConnectionThatWasIdleForLongIsNotUsed() throws Exception {
    Sent first = send();
    answers.put(OK);
    first.over().get();
    now = now.plusSeconds(11);

    Sent second = send();
    answers.put(OK);
    second.over().get();

    assertThat(accepted).hasSize(2);
  }

  @Test
  void anAnswerThatIsCutShortIsNone() throws Exception {
    for (String answer : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")) {
      Sent sent = send();
      answers.put(answer);

      assertThatThrownBy(() -> sent.answer().get()).hasRootCauseInstanceOf(IOException.class);
      assertThatThrownBy(() -> sent.over().get()).isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void whoeverEndsARequestClosesItsConnection() throws Exception {
    Sent sent = send();
    while (requests.isEmpty()) {
      Thread.onSpinWait();
    }
    sent.over().completeExceptionally(new IOException("too late"));

    // Nobody reads what is left: the connection is closed, or reset.
    answers.put(OK);
    Sent next = send();
    answers.put(OK);
    next.over().get();
    assertThat(accepted).hasSize(2);
  }

  @Test
  void aHostThatRefusesIsAFailureOfTheRequest() throws Exception {
    server.close();

    Sent sent = send();

    assertThatThrownBy(() -> sent.over().get()).hasCauseInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> sent.answer().get()).hasMessageContaining("no answer");
  }
}
