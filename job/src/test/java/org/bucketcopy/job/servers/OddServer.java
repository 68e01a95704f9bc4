package org.bucketcopy.job.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers every request in the same odd way, and waits for the client to hang up. */
public final class OddServer implements AutoCloseable {
  private final ServerSocket socket;
  private final OddAnswer answer;
  private final Semaphore ended = new Semaphore(0);

  public OddServer(OddAnswer answer) throws IOException {
    this.answer = answer;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Whether this many connections end within a minute. */
  public boolean connectionsEnd(int count) throws InterruptedException {
    return ended.tryAcquire(count, 1, TimeUnit.MINUTES);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "odd-http");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (RawHttpServer.read(in).isPresent()) {
        answer.write(client.getOutputStream());
      }
    } catch (IOException hungUp) {
      // as it is to be
    } finally {
      ended.release();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
