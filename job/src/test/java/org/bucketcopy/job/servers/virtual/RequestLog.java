package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bucketcopy.job.servers.SentRequest;

/** The requests that came, if they are to be kept. Thread-safe. */
public final class RequestLog {
  private final Queue<SentRequest> requests = new ConcurrentLinkedQueue<>();
  private volatile boolean kept;

  RequestLog() {}

  /** Keeps each request from now on. */
  public void keep() {
    kept = true;
  }

  /** Those that were kept, in the order in which they came. */
  public List<SentRequest> all() {
    return ImmutableList.copyOf(requests);
  }

  void arrived(Request request) {
    if (kept) {
      Map<String, String> headers = new HashMap<>();
      request
          .headers()
          .forEach(header -> headers.put(Ascii.toLowerCase(header.getKey()), header.getValue()));
      requests.add(new SentRequest(request.operation().name(), headers));
    }
  }
}
