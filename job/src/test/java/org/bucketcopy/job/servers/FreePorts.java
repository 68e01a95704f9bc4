package org.bucketcopy.job.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports on 127.0.0.1 for other processes to listen at. They are below those that a system gives out
 * itself, so that no connection of another test gets one before it is used.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int BEHIND_LAST = 32_768;
  private static final int MAX_DRAWS = 1000;

  private FreePorts() {}

  /**
   * Some that nobody listens at.
   *
   * @throws IOException if none are found
   */
  public static int[] find(int count) throws IOException {
    Random random = new Random();
    Set<Integer> found = new LinkedHashSet<>();
    for (int i = 0; i < MAX_DRAWS && found.size() < count; i++) {
      int port = random.nextInt(FIRST, BEHIND_LAST);
      if (isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new IOException("there are no free ports");
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
