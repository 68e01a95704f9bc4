package org.bucketcopy.job.servers.bos;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads requests, of which some meet a fault while their body comes. */
final class SentBodies {
  private final Map<BosCall, BodyFault> faults = new ConcurrentHashMap<>();

  void next(BosCall call, BodyFault fault) {
    faults.put(call, fault);
  }

  void clear() {
    faults.clear();
  }

  /** The next request on a connection; empty if there is none, or its body has met a fault. */
  Optional<HttpRequest> read(InputStream in, Socket connection) throws IOException {
    Optional<HttpRequest> head = HttpRequest.head(in);
    if (head.isEmpty()) {
      return head;
    }
    Optional<BodyFault> fault = fault(head.get());
    if (fault.isEmpty()) {
      return Optional.of(head.get().whole(in));
    }
    in.skipNBytes(head.get().length() / 2);
    fault.get().afterHalf(connection);
    return Optional.empty();
  }

  private Optional<BodyFault> fault(HttpRequest head) {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    boolean onObject = !BosPath.of(head.rawPath()).key().isEmpty();
    return Optional.ofNullable(faults.remove(BosCall.of(head, onObject)));
  }
}
