package org.bucketcopy.job.stores.oss;

import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.protocol.HttpClientContext;

/** A request that can be ended at any time, together with its connection. */
final class Exchange {
  private final HttpClientContext context;
  private final ClosableConnections connections;
  private volatile Optional<Future<?>> request = Optional.empty();

  Exchange(HttpClientContext context, ClosableConnections connections) {
    this.context = context;
    this.connections = connections;
  }

  HttpClientContext context() {
    return context;
  }

  /** The client has taken the request. */
  void isSent(Future<?> taken) {
    request = Optional.of(taken);
  }

  /** Ends the request; closes its connection if it has one still. */
  void end() {
    request.ifPresent(taken -> taken.cancel(true));
    Optional.ofNullable(context.getExchangeId()).ifPresent(connections::close);
  }
}
