package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on 127.0.0.1 that opens tunnels, and nothing else. */
public final class ConnectProxy implements AutoCloseable {
  private static final String END = "\r\n\r\n";

  private final ServerSocket listener;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Starts one. */
  public ConnectProxy() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::listen);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The heads of all requests for a tunnel. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = kept(listener.accept());
        daemon(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      String head = head(client.getInputStream());
      requests.add(head);
      String authority = head.split(" ", 3)[1];
      int colon = authority.lastIndexOf(':');
      Socket server =
          kept(
              new Socket(
                  authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1))));
      client.getOutputStream().write(("HTTP/1.1 200 OK" + END).getBytes(ISO_8859_1));
      daemon(() -> carry(server, client));
      carry(client, server);
    } catch (IOException e) {
      close(client);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith(END)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  private static void carry(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      int read = from.getInputStream().read(buffer);
      while (read >= 0) {
        out.write(buffer, 0, read);
        out.flush();
        read = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // One of the two has gone.
    }
    close(from);
    close(to);
  }

  private Socket kept(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(ConnectProxy::close);
  }
}
